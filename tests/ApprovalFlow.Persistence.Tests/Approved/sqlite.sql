CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);

BEGIN TRANSACTION;
CREATE TABLE "asp_net_roles" (
    "id" TEXT NOT NULL CONSTRAINT "pk_asp_net_roles" PRIMARY KEY,
    "name" TEXT NULL,
    "normalized_name" TEXT NULL,
    "concurrency_stamp" TEXT NULL
);

CREATE TABLE "asp_net_users" (
    "id" TEXT NOT NULL CONSTRAINT "pk_asp_net_users" PRIMARY KEY,
    "display_name_zh" TEXT NOT NULL,
    "display_name_en" TEXT NOT NULL,
    "user_name" TEXT NULL,
    "normalized_user_name" TEXT NULL,
    "email" TEXT NULL,
    "normalized_email" TEXT NULL,
    "email_confirmed" INTEGER NOT NULL,
    "password_hash" TEXT NULL,
    "security_stamp" TEXT NULL,
    "concurrency_stamp" TEXT NULL,
    "phone_number" TEXT NULL,
    "phone_number_confirmed" INTEGER NOT NULL,
    "two_factor_enabled" INTEGER NOT NULL,
    "lockout_end" INTEGER NULL,
    "lockout_enabled" INTEGER NOT NULL,
    "access_failed_count" INTEGER NOT NULL
);

CREATE TABLE "cases" (
    "case_number" TEXT NOT NULL CONSTRAINT "pk_cases" PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "head_hash" BLOB NOT NULL,
    "definition_hash" TEXT NOT NULL,
    "flow_code" TEXT NOT NULL,
    "item_code" TEXT NOT NULL,
    "department_id" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "result" TEXT NULL,
    "applicant_name" TEXT NOT NULL,
    "applicant_user_id" TEXT NULL,
    "county_code" TEXT NULL,
    "registered_at" INTEGER NOT NULL,
    "accepted_at" INTEGER NULL,
    "closed_at" INTEGER NULL,
    "due" TEXT NULL
) WITHOUT ROWID;

CREATE TABLE "commands" (
    "key" TEXT NOT NULL CONSTRAINT "pk_commands" PRIMARY KEY,
    "case_number" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "first_sequence" INTEGER NOT NULL,
    "last_sequence" INTEGER NOT NULL,
    "at" INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE "definitions" (
    "hash" TEXT NOT NULL CONSTRAINT "pk_definitions" PRIMARY KEY,
    "flow_code" TEXT NOT NULL,
    "definition_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "json" TEXT NOT NULL,
    "published_at" INTEGER NOT NULL,
    "published_by" TEXT NOT NULL,
    "is_current" INTEGER NOT NULL
);

CREATE TABLE "events" (
    "case_number" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "type_version" INTEGER NOT NULL,
    "data" TEXT NOT NULL,
    "hash" BLOB NOT NULL,
    "previous_hash" BLOB NOT NULL,
    CONSTRAINT "pk_events" PRIMARY KEY ("case_number", "sequence")
) WITHOUT ROWID;

CREATE TABLE "inbox" (
    "subject" TEXT NOT NULL,
    "opened_at" INTEGER NOT NULL,
    "task_id" TEXT NOT NULL,
    CONSTRAINT "pk_inbox" PRIMARY KEY ("subject", "opened_at", "task_id")
) WITHOUT ROWID;

CREATE TABLE "number_series" (
    "name" TEXT NOT NULL CONSTRAINT "pk_number_series" PRIMARY KEY,
    "value" INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE "outbox" (
    "case_number" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "topic" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "next_attempt" INTEGER NOT NULL,
    "last_error" TEXT NULL,
    CONSTRAINT "pk_outbox" PRIMARY KEY ("case_number", "sequence")
) WITHOUT ROWID;

CREATE TABLE "settings" (
    "name" TEXT NOT NULL CONSTRAINT "pk_settings" PRIMARY KEY,
    "value" TEXT NOT NULL
);

CREATE TABLE "tasks" (
    "task_id" TEXT NOT NULL CONSTRAINT "pk_tasks" PRIMARY KEY,
    "case_number" TEXT NOT NULL,
    "flow_code" TEXT NOT NULL,
    "flow_name_zh" TEXT NOT NULL,
    "flow_name_en" TEXT NOT NULL,
    "item_code" TEXT NOT NULL,
    "activity_id" TEXT NOT NULL,
    "activity_type" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "applicant_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "department_id" TEXT NULL,
    "region" TEXT NULL,
    "opened_at" INTEGER NOT NULL,
    "due" TEXT NULL,
    "limit_days" REAL NULL,
    "status" INTEGER NOT NULL,
    "assignee_id" TEXT NULL,
    "assignee_name" TEXT NULL,
    "outcome" TEXT NULL,
    "completed_by_id" TEXT NULL,
    "ended_at" INTEGER NULL
) WITHOUT ROWID;

CREATE TABLE "timers" (
    "case_number" TEXT NOT NULL,
    "bookmark_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "due" INTEGER NOT NULL,
    "next_attempt" INTEGER NOT NULL,
    CONSTRAINT "pk_timers" PRIMARY KEY ("case_number", "bookmark_id")
) WITHOUT ROWID;

CREATE TABLE "asp_net_role_claims" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_asp_net_role_claims" PRIMARY KEY AUTOINCREMENT,
    "role_id" TEXT NOT NULL,
    "claim_type" TEXT NULL,
    "claim_value" TEXT NULL,
    CONSTRAINT "fk_asp_net_role_claims_asp_net_roles_role_id" FOREIGN KEY ("role_id") REFERENCES "asp_net_roles" ("id") ON DELETE CASCADE
);

CREATE TABLE "asp_net_user_claims" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_asp_net_user_claims" PRIMARY KEY AUTOINCREMENT,
    "user_id" TEXT NOT NULL,
    "claim_type" TEXT NULL,
    "claim_value" TEXT NULL,
    CONSTRAINT "fk_asp_net_user_claims_asp_net_users_user_id" FOREIGN KEY ("user_id") REFERENCES "asp_net_users" ("id") ON DELETE CASCADE
);

CREATE TABLE "asp_net_user_logins" (
    "login_provider" TEXT NOT NULL,
    "provider_key" TEXT NOT NULL,
    "provider_display_name" TEXT NULL,
    "user_id" TEXT NOT NULL,
    CONSTRAINT "pk_asp_net_user_logins" PRIMARY KEY ("login_provider", "provider_key"),
    CONSTRAINT "fk_asp_net_user_logins_asp_net_users_user_id" FOREIGN KEY ("user_id") REFERENCES "asp_net_users" ("id") ON DELETE CASCADE
);

CREATE TABLE "asp_net_user_roles" (
    "user_id" TEXT NOT NULL,
    "role_id" TEXT NOT NULL,
    CONSTRAINT "pk_asp_net_user_roles" PRIMARY KEY ("user_id", "role_id"),
    CONSTRAINT "fk_asp_net_user_roles_asp_net_roles_role_id" FOREIGN KEY ("role_id") REFERENCES "asp_net_roles" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_asp_net_user_roles_asp_net_users_user_id" FOREIGN KEY ("user_id") REFERENCES "asp_net_users" ("id") ON DELETE CASCADE
);

CREATE TABLE "asp_net_user_tokens" (
    "user_id" TEXT NOT NULL,
    "login_provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NULL,
    CONSTRAINT "pk_asp_net_user_tokens" PRIMARY KEY ("user_id", "login_provider", "name"),
    CONSTRAINT "fk_asp_net_user_tokens_asp_net_users_user_id" FOREIGN KEY ("user_id") REFERENCES "asp_net_users" ("id") ON DELETE CASCADE
);

CREATE TABLE "user_mandates" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_user_mandates" PRIMARY KEY AUTOINCREMENT,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "department_id" TEXT NULL,
    "region" TEXT NULL,
    CONSTRAINT "fk_user_mandates_asp_net_users_user_id" FOREIGN KEY ("user_id") REFERENCES "asp_net_users" ("id") ON DELETE CASCADE
);

CREATE INDEX "ix_asp_net_role_claims_role_id" ON "asp_net_role_claims" ("role_id");

CREATE UNIQUE INDEX "role_name_index" ON "asp_net_roles" ("normalized_name");

CREATE INDEX "ix_asp_net_user_claims_user_id" ON "asp_net_user_claims" ("user_id");

CREATE INDEX "ix_asp_net_user_logins_user_id" ON "asp_net_user_logins" ("user_id");

CREATE INDEX "ix_asp_net_user_roles_role_id" ON "asp_net_user_roles" ("role_id");

CREATE INDEX "email_index" ON "asp_net_users" ("normalized_email");

CREATE UNIQUE INDEX "user_name_index" ON "asp_net_users" ("normalized_user_name");

CREATE INDEX "ix_cases_applicant_user_id_registered_at" ON "cases" ("applicant_user_id", "registered_at") WHERE applicant_user_id IS NOT NULL;

CREATE INDEX "ix_cases_department_id_registered_at_case_number" ON "cases" ("department_id", "registered_at", "case_number");

CREATE INDEX "ix_cases_registered_at_case_number" ON "cases" ("registered_at", "case_number");

CREATE UNIQUE INDEX "ix_definitions_flow_code_version" ON "definitions" ("flow_code", "version");

CREATE INDEX "ix_outbox_next_attempt" ON "outbox" ("next_attempt");

CREATE INDEX "ix_tasks_completed_by_id_ended_at_task_id" ON "tasks" ("completed_by_id", "ended_at", "task_id") WHERE completed_by_id IS NOT NULL;

CREATE INDEX "ix_timers_next_attempt" ON "timers" ("next_attempt");

CREATE INDEX "ix_user_mandates_user_id" ON "user_mandates" ("user_id");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122024927_Initial', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "journal" (
    "case_number" TEXT NOT NULL,
    "first_sequence" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "events" TEXT NOT NULL,
    "hashes" BLOB NOT NULL,
    "previous_hash" BLOB NOT NULL,
    CONSTRAINT "pk_journal" PRIMARY KEY ("case_number", "first_sequence")
);

INSERT INTO journal (case_number, first_sequence, at, events, hashes, previous_hash) SELECT case_number, sequence, at, '[["' || type || '",' || type_version || ',' || data || ']]', hash, previous_hash FROM events;

DROP TABLE "events";

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122053531_JournalLines', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "bookings" (
    "officer_id" TEXT NOT NULL,
    "piece" INTEGER NOT NULL,
    "trip_number" TEXT NOT NULL,
    CONSTRAINT "pk_bookings" PRIMARY KEY ("officer_id", "piece")
);

CREATE TABLE "contents" (
    "hash" TEXT NOT NULL CONSTRAINT "pk_contents" PRIMARY KEY,
    "media_type" TEXT NOT NULL,
    "bytes" BLOB NOT NULL,
    "at" INTEGER NOT NULL
);

CREATE TABLE "proposals" (
    "case_number" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "task_id" TEXT NOT NULL,
    "department_id" TEXT NOT NULL,
    "kind" INTEGER NOT NULL,
    "item_code" TEXT NOT NULL,
    "applicant_name" TEXT NOT NULL,
    "applicant_id" TEXT NOT NULL,
    "county_code" TEXT NULL,
    "site" TEXT NOT NULL,
    "from_day" TEXT NOT NULL,
    "to_day" TEXT NOT NULL,
    "reason" TEXT NULL,
    "at" INTEGER NOT NULL,
    "status" INTEGER NOT NULL,
    "trip" TEXT NULL,
    CONSTRAINT "pk_proposals" PRIMARY KEY ("case_number", "sequence")
);

CREATE TABLE "trip_bodies" (
    "department_id" TEXT NOT NULL,
    "trip_number" TEXT NOT NULL,
    "answer" INTEGER NOT NULL,
    CONSTRAINT "pk_trip_bodies" PRIMARY KEY ("department_id", "trip_number")
);

CREATE TABLE "trips" (
    "number" TEXT NOT NULL CONSTRAINT "pk_trips" PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "head_hash" BLOB NOT NULL,
    "kind" INTEGER NOT NULL,
    "status" INTEGER NOT NULL,
    "lead_department_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "place" TEXT NULL,
    "legs" INTEGER NOT NULL,
    "convened_at" INTEGER NOT NULL,
    "starts_at" INTEGER NULL,
    "ends_at" INTEGER NULL
);

CREATE INDEX "ix_bookings_trip_number" ON "bookings" ("trip_number");

CREATE INDEX "ix_proposals_status_at" ON "proposals" ("status", "at");

CREATE INDEX "ix_trip_bodies_trip_number" ON "trip_bodies" ("trip_number");

CREATE INDEX "ix_trips_convened_at" ON "trips" ("convened_at");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122055349_Trips', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
ALTER TABLE "cases" ADD "alarm" INTEGER NULL;

CREATE TABLE "cards" (
    "case_number" TEXT NOT NULL,
    "card_id" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "clock" TEXT NULL,
    "cause_zh" TEXT NOT NULL,
    "cause_en" TEXT NOT NULL,
    "flow_name_zh" TEXT NOT NULL,
    "flow_name_en" TEXT NOT NULL,
    "department_id" TEXT NOT NULL,
    "applicant_name" TEXT NOT NULL,
    "owner_role" TEXT NOT NULL,
    "owner_department_id" TEXT NULL,
    "owner_region" TEXT NULL,
    "owner_user_id" TEXT NULL,
    "owner_name" TEXT NULL,
    "raised_at" INTEGER NOT NULL,
    "status" INTEGER NOT NULL,
    "is_open" INTEGER NOT NULL,
    "order_id" TEXT NULL,
    "order_role" TEXT NULL,
    "order_department_id" TEXT NULL,
    "order_step" INTEGER NOT NULL,
    CONSTRAINT "pk_cards" PRIMARY KEY ("case_number", "card_id")
) WITHOUT ROWID;

CREATE TABLE "heartbeats" (
    "engine" TEXT NOT NULL CONSTRAINT "pk_heartbeats" PRIMARY KEY,
    "at" INTEGER NOT NULL
);

CREATE INDEX "ix_cases_item_code_applicant_name" ON "cases" ("item_code", "applicant_name");

CREATE INDEX "ix_cards_department_id_is_open_raised_at" ON "cards" ("department_id", "is_open", "raised_at");

CREATE INDEX "ix_cards_is_open_raised_at_case_number" ON "cards" ("is_open", "raised_at", "case_number");

INSERT INTO timers (case_number, bookmark_id, kind, due, next_attempt) SELECT case_number, 'clock', 'clock', 0, 0 FROM cases WHERE status <> 5;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122061620_Supervision', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "notices" (
    "user_id" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "case_number" TEXT NOT NULL,
    "task_id" TEXT NULL,
    "from_name" TEXT NOT NULL,
    "task_name_zh" TEXT NULL,
    "task_name_en" TEXT NULL,
    "text" TEXT NULL,
    "read_at" INTEGER NULL,
    CONSTRAINT "pk_notices" PRIMARY KEY ("user_id", "at", "key")
);

CREATE TABLE "substitutions" (
    "id" TEXT NOT NULL CONSTRAINT "pk_substitutions" PRIMARY KEY,
    "principal_id" TEXT NOT NULL,
    "principal_name" TEXT NOT NULL,
    "substitute_id" TEXT NOT NULL,
    "substitute_name" TEXT NOT NULL,
    "from" INTEGER NOT NULL,
    "until" INTEGER NOT NULL,
    "reason" TEXT NULL,
    "set_by_id" TEXT NOT NULL,
    "set_by_name" TEXT NOT NULL,
    "set_at" INTEGER NOT NULL,
    "ended_by_id" TEXT NULL,
    "ended_by_name" TEXT NULL,
    "ended_at" INTEGER NULL
);

CREATE INDEX "ix_substitutions_principal_id_until" ON "substitutions" ("principal_id", "until");

CREATE INDEX "ix_substitutions_substitute_id_until" ON "substitutions" ("substitute_id", "until");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122063907_People', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "calendar_notices" (
    "year" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "notice" TEXT NOT NULL,
    "notice_date" TEXT NOT NULL,
    "json" TEXT NOT NULL,
    "applied_at" INTEGER NOT NULL,
    "applied_by_id" TEXT NOT NULL,
    "applied_by_name" TEXT NOT NULL,
    "lists_renewed_at" INTEGER NULL,
    CONSTRAINT "pk_calendar_notices" PRIMARY KEY ("year", "version")
);

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122071042_CalendarNotices', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
DROP INDEX "ix_definitions_flow_code_version";

ALTER TABLE definitions DROP COLUMN is_current;

ALTER TABLE "definitions" ADD "approved_by" TEXT NULL;

ALTER TABLE "definitions" ADD "change_note" TEXT NULL;

ALTER TABLE "definitions" ADD "effective_from" TEXT NULL;

ALTER TABLE "definitions" ADD "region" TEXT NULL;

ALTER TABLE "definitions" ADD "retired_from" TEXT NULL;

CREATE TABLE "definition_lives" (
    "definition_id" TEXT NOT NULL CONSTRAINT "pk_definition_lives" PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "head_hash" BLOB NOT NULL,
    "revision" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "flow_code" TEXT NULL,
    "department_id" TEXT NULL,
    "region" TEXT NULL,
    "stage" INTEGER NOT NULL,
    "last_version" INTEGER NOT NULL,
    "draft_saved_at" INTEGER NULL,
    "draft_saved_by_name" TEXT NULL
);

CREATE TABLE "draft_editors" (
    "definition_id" TEXT NOT NULL,
    "window" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "seen_at" INTEGER NOT NULL,
    CONSTRAINT "pk_draft_editors" PRIMARY KEY ("definition_id", "window")
);

CREATE TABLE "drafts" (
    "definition_id" TEXT NOT NULL CONSTRAINT "pk_drafts" PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "saved_at" INTEGER NOT NULL,
    "saved_by_id" TEXT NOT NULL,
    "saved_by_name" TEXT NOT NULL,
    "json" TEXT NOT NULL
);

CREATE UNIQUE INDEX "ix_definitions_definition_id_version" ON "definitions" ("definition_id", "version");

CREATE INDEX "ix_definitions_flow_code" ON "definitions" ("flow_code");

CREATE INDEX "ix_draft_editors_seen_at" ON "draft_editors" ("seen_at");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122084215_Versions', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "incidents" (
    "case_number" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "context" INTEGER NOT NULL,
    "activity_id" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "cause" TEXT NULL,
    "at" INTEGER NOT NULL,
    "stops" INTEGER NOT NULL,
    "flow_code" TEXT NOT NULL,
    "flow_name_zh" TEXT NOT NULL,
    "flow_name_en" TEXT NOT NULL,
    "definition_hash" TEXT NOT NULL,
    "department_id" TEXT NOT NULL,
    CONSTRAINT "pk_incidents" PRIMARY KEY ("case_number", "sequence")
) WITHOUT ROWID;

CREATE INDEX "ix_incidents_at_case_number_sequence" ON "incidents" ("at", "case_number", "sequence");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122090824_Incidents', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "case_marks" (
    "user_id" TEXT NOT NULL,
    "case_number" TEXT NOT NULL,
    "seen_version" INTEGER NOT NULL,
    "seen_at" INTEGER NULL,
    "followed_at" INTEGER NULL,
    CONSTRAINT "pk_case_marks" PRIMARY KEY ("user_id", "case_number")
);

CREATE TABLE "posts" (
    "code" TEXT NOT NULL CONSTRAINT "pk_posts" PRIMARY KEY,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "department_id" TEXT NOT NULL,
    "region" TEXT NULL,
    "superior" TEXT NULL,
    "is_head" INTEGER NOT NULL
);

CREATE TABLE "reminders" (
    "id" TEXT NOT NULL CONSTRAINT "pk_reminders" PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "case_number" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "text" TEXT NULL,
    "done_at" INTEGER NULL
);

CREATE TABLE "post_holders" (
    "post_code" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    CONSTRAINT "pk_post_holders" PRIMARY KEY ("post_code", "user_id"),
    CONSTRAINT "fk_post_holders_posts_post_code" FOREIGN KEY ("post_code") REFERENCES "posts" ("code") ON DELETE CASCADE
);

CREATE INDEX "ix_case_marks_user_id_followed_at" ON "case_marks" ("user_id", "followed_at");

CREATE INDEX "ix_reminders_user_id_at" ON "reminders" ("user_id", "at");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122091539_Organisation', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "migration_plans" (
    "plan_id" TEXT NOT NULL CONSTRAINT "pk_migration_plans" PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "head_hash" BLOB NOT NULL,
    "definition_id" TEXT NOT NULL,
    "flow_code" TEXT NOT NULL,
    "department_id" TEXT NULL,
    "target_version" INTEGER NOT NULL,
    "stage" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "drafted_at" INTEGER NOT NULL,
    "drafted_by_name" TEXT NOT NULL,
    "cases" INTEGER NOT NULL,
    "ready" INTEGER NOT NULL,
    "migrated" INTEGER NOT NULL,
    "skipped" INTEGER NOT NULL,
    "taken_back" INTEGER NOT NULL,
    "leased_until" INTEGER NULL
);

CREATE INDEX "ix_migration_plans_definition_id_drafted_at" ON "migration_plans" ("definition_id", "drafted_at");

CREATE INDEX "ix_migration_plans_stage_leased_until" ON "migration_plans" ("stage", "leased_until");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122122324_MigrationPlans', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "ledger_leaves" (
    "stream" TEXT NOT NULL,
    "last_sequence" INTEGER NOT NULL,
    "first_sequence" INTEGER NOT NULL,
    "page" INTEGER NOT NULL,
    "head_hash" BLOB NOT NULL,
    "events_root" BLOB NOT NULL,
    CONSTRAINT "pk_ledger_leaves" PRIMARY KEY ("stream", "last_sequence")
);

CREATE TABLE "ledger_pages" (
    "number" INTEGER NOT NULL CONSTRAINT "pk_ledger_pages" PRIMARY KEY,
    "day" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "page" TEXT NOT NULL,
    "signature" BLOB NOT NULL
);

CREATE TABLE "ledger_timestamps" (
    "page" INTEGER NOT NULL CONSTRAINT "pk_ledger_timestamps" PRIMARY KEY,
    "authority" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "token" BLOB NOT NULL
);

CREATE TABLE "read_logs" (
    "stream" TEXT NOT NULL CONSTRAINT "pk_read_logs" PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "head_hash" BLOB NOT NULL,
    "at" INTEGER NOT NULL
);

CREATE INDEX "ix_ledger_leaves_page_stream" ON "ledger_leaves" ("page", "stream");

CREATE TRIGGER journal_never_changed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal is only ever appended to: no row of it may be changed.'); END;

CREATE TRIGGER journal_never_removed BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal is only ever appended to: no row of it may be removed.'); END;

CREATE TRIGGER ledger_pages_never_changed BEFORE UPDATE ON ledger_pages BEGIN SELECT RAISE(ABORT, 'ledger_pages is only ever appended to: no row of it may be changed.'); END;

CREATE TRIGGER ledger_pages_never_removed BEFORE DELETE ON ledger_pages BEGIN SELECT RAISE(ABORT, 'ledger_pages is only ever appended to: no row of it may be removed.'); END;

CREATE TRIGGER ledger_leaves_never_changed BEFORE UPDATE ON ledger_leaves BEGIN SELECT RAISE(ABORT, 'ledger_leaves is only ever appended to: no row of it may be changed.'); END;

CREATE TRIGGER ledger_leaves_never_removed BEFORE DELETE ON ledger_leaves BEGIN SELECT RAISE(ABORT, 'ledger_leaves is only ever appended to: no row of it may be removed.'); END;

CREATE TRIGGER ledger_timestamps_never_changed BEFORE UPDATE ON ledger_timestamps BEGIN SELECT RAISE(ABORT, 'ledger_timestamps is only ever appended to: no row of it may be changed.'); END;

CREATE TRIGGER ledger_timestamps_never_removed BEFORE DELETE ON ledger_timestamps BEGIN SELECT RAISE(ABORT, 'ledger_timestamps is only ever appended to: no row of it may be removed.'); END;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122130502_Ledgers', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
ALTER TABLE "asp_net_users" ADD "language" TEXT NULL;

CREATE TABLE "message_opt_outs" (
    "subject" TEXT NOT NULL,
    "class" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "pk_message_opt_outs" PRIMARY KEY ("subject", "class", "channel")
);

CREATE TABLE "message_steps" (
    "message_key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "reason" TEXT NULL,
    "by" TEXT NULL,
    CONSTRAINT "pk_message_steps" PRIMARY KEY ("message_key", "version")
);

CREATE TABLE "messages" (
    "key" TEXT NOT NULL CONSTRAINT "pk_messages" PRIMARY KEY,
    "event_key" TEXT NOT NULL,
    "event_name" TEXT NOT NULL,
    "case_number" TEXT NOT NULL,
    "recipient_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "address" TEXT NULL,
    "class" INTEGER NOT NULL,
    "template_id" TEXT NOT NULL,
    "template_version" INTEGER NOT NULL,
    "chinese" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "state" INTEGER NOT NULL,
    "due_at" INTEGER NULL,
    "attempts" INTEGER NOT NULL,
    "reason" TEXT NULL,
    "sent_at" INTEGER NULL,
    "delivered_at" INTEGER NULL,
    "not_held_since" INTEGER NULL,
    "version" INTEGER NOT NULL
);

CREATE INDEX "ix_messages_address_sent_at" ON "messages" ("address", "sent_at");

CREATE INDEX "ix_messages_at" ON "messages" ("at");

CREATE INDEX "ix_messages_case_number_at" ON "messages" ("case_number", "at");

CREATE INDEX "ix_messages_due_at" ON "messages" ("due_at");

CREATE INDEX "ix_messages_recipient_id_at" ON "messages" ("recipient_id", "at");

CREATE INDEX "ix_messages_state_at" ON "messages" ("state", "at");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122133149_Messages', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "feed" (
    "number" INTEGER NOT NULL CONSTRAINT "pk_feed" PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "first_sequence" INTEGER NOT NULL,
    "last_sequence" INTEGER NOT NULL,
    "at" INTEGER NOT NULL
);

CREATE TABLE "feed_deliveries" (
    "receiver" TEXT NOT NULL CONSTRAINT "pk_feed_deliveries" PRIMARY KEY,
    "delivered" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "failing_since" INTEGER NULL,
    "next_at" INTEGER NULL,
    "error" TEXT NULL,
    "stopped" INTEGER NOT NULL,
    "confirmed_at" INTEGER NULL,
    "leased_until" INTEGER NULL,
    "leased_by" TEXT NULL
);

CREATE UNIQUE INDEX "ix_feed_stream_last_sequence" ON "feed" ("stream", "last_sequence");

CREATE TRIGGER feed_never_changed BEFORE UPDATE ON feed BEGIN SELECT RAISE(ABORT, 'feed is only ever appended to: no row of it may be changed.'); END;

CREATE TRIGGER feed_never_removed BEFORE DELETE ON feed BEGIN SELECT RAISE(ABORT, 'feed is only ever appended to: no row of it may be removed.'); END;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122155449_Feed', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "packet_bodies" (
    "department_id" TEXT NOT NULL,
    "packet_number" TEXT NOT NULL,
    CONSTRAINT "pk_packet_bodies" PRIMARY KEY ("department_id", "packet_number")
);

CREATE TABLE "packet_feedback" (
    "packet_number" TEXT NOT NULL,
    "feedback_id" TEXT NOT NULL,
    "applicant_id" TEXT NOT NULL,
    "case_number" TEXT NOT NULL,
    "item_name_zh" TEXT NOT NULL,
    "item_name_en" TEXT NOT NULL,
    "department_id" TEXT NOT NULL,
    "kind" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "on_day" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "pk_packet_feedback" PRIMARY KEY ("packet_number", "feedback_id")
);

CREATE TABLE "packets" (
    "number" TEXT NOT NULL CONSTRAINT "pk_packets" PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "head_hash" BLOB NOT NULL,
    "case_number" TEXT NOT NULL,
    "item_code" TEXT NOT NULL,
    "item_name_zh" TEXT NOT NULL,
    "item_name_en" TEXT NOT NULL,
    "applicant_name" TEXT NOT NULL,
    "county_code" TEXT NULL,
    "result" TEXT NOT NULL,
    "approving_department_id" TEXT NOT NULL,
    "department_id" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "sent_at" INTEGER NOT NULL,
    "waiting_since" INTEGER NOT NULL,
    "claim_days" REAL NOT NULL,
    "claimed_at" INTEGER NULL,
    "claimed_by_name" TEXT NULL,
    "findings" INTEGER NOT NULL,
    "adverse" INTEGER NOT NULL,
    "is_revoking" INTEGER NOT NULL
);

CREATE INDEX "ix_packet_bodies_packet_number" ON "packet_bodies" ("packet_number");

CREATE INDEX "ix_packet_feedback_applicant_id" ON "packet_feedback" ("applicant_id");

CREATE INDEX "ix_packets_case_number" ON "packets" ("case_number");

CREATE INDEX "ix_packets_sent_at" ON "packets" ("sent_at");

CREATE INDEX "ix_packets_status_waiting_since" ON "packets" ("status", "waiting_since");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122190237_Packets', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
ALTER TABLE "trips" ADD "redacted_by" TEXT NULL;

ALTER TABLE "contents" ADD "redacted_by" TEXT NULL;

ALTER TABLE "cases" ADD "redacted_by" TEXT NULL;

CREATE TABLE "redactions" (
    "stream" TEXT NOT NULL CONSTRAINT "pk_redactions" PRIMARY KEY,
    "case_number" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "head_hash" BLOB NOT NULL,
    "stage" INTEGER NOT NULL,
    "is_held" INTEGER NOT NULL,
    "at" INTEGER NOT NULL
);

CREATE INDEX "ix_redactions_stage_at" ON "redactions" ("stage", "at");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122200150_Retention', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "anomalies" (
    "case_number" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "department_id" TEXT NOT NULL,
    "flow_code" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "zh" TEXT NOT NULL,
    "en" TEXT NOT NULL,
    "related_case" TEXT NULL,
    "finding" TEXT NULL,
    "finding_text" TEXT NULL,
    "found_by_name" TEXT NULL,
    "found_at" INTEGER NULL,
    CONSTRAINT "pk_anomalies" PRIMARY KEY ("case_number", "sequence", "code")
);

CREATE TABLE "board_cases" (
    "case_number" TEXT NOT NULL CONSTRAINT "pk_board_cases" PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "rules" TEXT NOT NULL,
    "department_id" TEXT NOT NULL,
    "item_code" TEXT NOT NULL,
    "flow_code" TEXT NOT NULL,
    "window_id" TEXT NOT NULL,
    "window_name" TEXT NULL,
    "received_on" TEXT NOT NULL,
    "accepted_on" TEXT NULL,
    "ended_on" TEXT NULL,
    "result" TEXT NULL,
    "is_decided" INTEGER NOT NULL,
    "decider_id" TEXT NULL,
    "decider_name" TEXT NULL,
    "promised_days" REAL NULL,
    "law_days" REAL NULL,
    "used_days" REAL NULL,
    "law_used_days" REAL NULL,
    "in_time" INTEGER NULL,
    "in_law" INTEGER NULL,
    "waited_days" INTEGER NULL,
    "due" TEXT NULL,
    "paused_by" TEXT NULL,
    "paused_until" TEXT NULL,
    "moved_at" INTEGER NOT NULL,
    "corrections" INTEGER NOT NULL,
    "yellow_cards" INTEGER NOT NULL,
    "red_cards" INTEGER NOT NULL
);

CREATE TABLE "board_reasons" (
    "case_number" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "kind" INTEGER NOT NULL,
    "on" TEXT NOT NULL,
    "department_id" TEXT NOT NULL,
    "item_code" TEXT NOT NULL,
    "flow_code" TEXT NOT NULL,
    "window_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    CONSTRAINT "pk_board_reasons" PRIMARY KEY ("case_number", "sequence")
);

CREATE TABLE "board_steps" (
    "task_id" TEXT NOT NULL CONSTRAINT "pk_board_steps" PRIMARY KEY,
    "case_number" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "person_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "step_department_id" TEXT NULL,
    "department_id" TEXT NOT NULL,
    "item_code" TEXT NOT NULL,
    "flow_code" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "ended_at" INTEGER NOT NULL,
    "ended_on" TEXT NOT NULL,
    "ended_minute" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "limit_days" REAL NULL,
    "used_days" REAL NULL,
    "in_time" INTEGER NULL
);

CREATE INDEX "ix_anomalies_code_subject" ON "anomalies" ("code", "subject");

CREATE INDEX "ix_anomalies_finding_at" ON "anomalies" ("finding", "at");

CREATE INDEX "ix_board_cases_ended_on_department_id" ON "board_cases" ("ended_on", "department_id");

CREATE INDEX "ix_board_cases_received_on_department_id" ON "board_cases" ("received_on", "department_id");

CREATE INDEX "ix_board_reasons_on_kind" ON "board_reasons" ("on", "kind");

CREATE INDEX "ix_board_steps_case_number" ON "board_steps" ("case_number");

CREATE INDEX "ix_board_steps_ended_minute_person_id" ON "board_steps" ("ended_minute", "person_id");

CREATE INDEX "ix_board_steps_ended_on_person_id" ON "board_steps" ("ended_on", "person_id");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122203032_Boards', '10.0.14');

COMMIT;
