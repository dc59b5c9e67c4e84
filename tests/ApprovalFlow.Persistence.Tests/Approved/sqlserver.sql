IF OBJECT_ID(N'[__EFMigrationsHistory]') IS NULL
BEGIN
    CREATE TABLE [__EFMigrationsHistory] (
        [MigrationId] nvarchar(150) NOT NULL,
        [ProductVersion] nvarchar(32) NOT NULL,
        CONSTRAINT [PK___EFMigrationsHistory] PRIMARY KEY ([MigrationId])
    );
END;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [asp_net_roles] (
        [id] nvarchar(450) NOT NULL,
        [name] nvarchar(256) NULL,
        [normalized_name] nvarchar(256) NULL,
        [concurrency_stamp] nvarchar(max) NULL,
        CONSTRAINT [pk_asp_net_roles] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [asp_net_users] (
        [id] nvarchar(450) NOT NULL,
        [display_name_zh] nvarchar(100) NOT NULL,
        [display_name_en] nvarchar(100) NOT NULL,
        [user_name] nvarchar(256) NULL,
        [normalized_user_name] nvarchar(256) NULL,
        [email] nvarchar(256) NULL,
        [normalized_email] nvarchar(256) NULL,
        [email_confirmed] bit NOT NULL,
        [password_hash] nvarchar(max) NULL,
        [security_stamp] nvarchar(max) NULL,
        [concurrency_stamp] nvarchar(max) NULL,
        [phone_number] nvarchar(max) NULL,
        [phone_number_confirmed] bit NOT NULL,
        [two_factor_enabled] bit NOT NULL,
        [lockout_end] bigint NULL,
        [lockout_enabled] bit NOT NULL,
        [access_failed_count] int NOT NULL,
        CONSTRAINT [pk_asp_net_users] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [cases] (
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] bigint NOT NULL,
        [head_hash] varbinary(32) NOT NULL,
        [definition_hash] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [flow_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [item_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [status] int NOT NULL,
        [result] nvarchar(60) NULL,
        [applicant_name] nvarchar(200) NOT NULL,
        [applicant_user_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [county_code] nvarchar(20) NULL,
        [registered_at] bigint NOT NULL,
        [accepted_at] bigint NULL,
        [closed_at] bigint NULL,
        [due] date NULL,
        CONSTRAINT [pk_cases] PRIMARY KEY ([case_number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [commands] (
        [key] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [fingerprint] nvarchar(120) NOT NULL,
        [first_sequence] bigint NOT NULL,
        [last_sequence] bigint NOT NULL,
        [at] bigint NOT NULL,
        CONSTRAINT [pk_commands] PRIMARY KEY ([key])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [definitions] (
        [hash] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [flow_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [definition_id] nvarchar(100) NOT NULL,
        [name] nvarchar(300) NOT NULL,
        [version] int NOT NULL,
        [json] nvarchar(max) NOT NULL,
        [published_at] bigint NOT NULL,
        [published_by] nvarchar(100) NOT NULL,
        [is_current] bit NOT NULL,
        CONSTRAINT [pk_definitions] PRIMARY KEY ([hash])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [events] (
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [sequence] bigint NOT NULL,
        [at] bigint NOT NULL,
        [type] nvarchar(60) NOT NULL,
        [type_version] int NOT NULL,
        [data] nvarchar(max) NOT NULL,
        [hash] varbinary(32) NOT NULL,
        [previous_hash] varbinary(32) NOT NULL,
        CONSTRAINT [pk_events] PRIMARY KEY ([case_number], [sequence])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [inbox] (
        [subject] nvarchar(120) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [opened_at] bigint NOT NULL,
        [task_id] nvarchar(80) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [pk_inbox] PRIMARY KEY ([subject], [opened_at], [task_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [number_series] (
        [name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [value] bigint NOT NULL,
        CONSTRAINT [pk_number_series] PRIMARY KEY ([name])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [outbox] (
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [sequence] bigint NOT NULL,
        [topic] nvarchar(60) NOT NULL,
        [payload] nvarchar(max) NOT NULL,
        [at] bigint NOT NULL,
        [attempts] int NOT NULL,
        [next_attempt] bigint NOT NULL,
        [last_error] nvarchar(max) NULL,
        CONSTRAINT [pk_outbox] PRIMARY KEY ([case_number], [sequence])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [settings] (
        [name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [value] nvarchar(max) NOT NULL,
        CONSTRAINT [pk_settings] PRIMARY KEY ([name])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [tasks] (
        [task_id] nvarchar(80) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [flow_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [flow_name_zh] nvarchar(200) NOT NULL,
        [flow_name_en] nvarchar(300) NOT NULL,
        [item_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [activity_id] nvarchar(100) NOT NULL,
        [activity_type] nvarchar(100) NOT NULL,
        [name_zh] nvarchar(200) NOT NULL,
        [name_en] nvarchar(300) NOT NULL,
        [applicant_name] nvarchar(200) NOT NULL,
        [role] nvarchar(40) NOT NULL,
        [department_id] nvarchar(40) NULL,
        [region] nvarchar(40) NULL,
        [opened_at] bigint NOT NULL,
        [due] date NULL,
        [limit_days] float NULL,
        [status] int NOT NULL,
        [assignee_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [assignee_name] nvarchar(100) NULL,
        [outcome] nvarchar(60) NULL,
        [completed_by_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [ended_at] bigint NULL,
        CONSTRAINT [pk_tasks] PRIMARY KEY ([task_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [timers] (
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [bookmark_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [kind] nvarchar(40) NOT NULL,
        [due] bigint NOT NULL,
        [next_attempt] bigint NOT NULL,
        CONSTRAINT [pk_timers] PRIMARY KEY ([case_number], [bookmark_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [asp_net_role_claims] (
        [id] int NOT NULL IDENTITY,
        [role_id] nvarchar(450) NOT NULL,
        [claim_type] nvarchar(max) NULL,
        [claim_value] nvarchar(max) NULL,
        CONSTRAINT [pk_asp_net_role_claims] PRIMARY KEY ([id]),
        CONSTRAINT [fk_asp_net_role_claims_asp_net_roles_role_id] FOREIGN KEY ([role_id]) REFERENCES [asp_net_roles] ([id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [asp_net_user_claims] (
        [id] int NOT NULL IDENTITY,
        [user_id] nvarchar(450) NOT NULL,
        [claim_type] nvarchar(max) NULL,
        [claim_value] nvarchar(max) NULL,
        CONSTRAINT [pk_asp_net_user_claims] PRIMARY KEY ([id]),
        CONSTRAINT [fk_asp_net_user_claims_asp_net_users_user_id] FOREIGN KEY ([user_id]) REFERENCES [asp_net_users] ([id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [asp_net_user_logins] (
        [login_provider] nvarchar(450) NOT NULL,
        [provider_key] nvarchar(450) NOT NULL,
        [provider_display_name] nvarchar(max) NULL,
        [user_id] nvarchar(450) NOT NULL,
        CONSTRAINT [pk_asp_net_user_logins] PRIMARY KEY ([login_provider], [provider_key]),
        CONSTRAINT [fk_asp_net_user_logins_asp_net_users_user_id] FOREIGN KEY ([user_id]) REFERENCES [asp_net_users] ([id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [asp_net_user_roles] (
        [user_id] nvarchar(450) NOT NULL,
        [role_id] nvarchar(450) NOT NULL,
        CONSTRAINT [pk_asp_net_user_roles] PRIMARY KEY ([user_id], [role_id]),
        CONSTRAINT [fk_asp_net_user_roles_asp_net_roles_role_id] FOREIGN KEY ([role_id]) REFERENCES [asp_net_roles] ([id]) ON DELETE CASCADE,
        CONSTRAINT [fk_asp_net_user_roles_asp_net_users_user_id] FOREIGN KEY ([user_id]) REFERENCES [asp_net_users] ([id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [asp_net_user_tokens] (
        [user_id] nvarchar(450) NOT NULL,
        [login_provider] nvarchar(450) NOT NULL,
        [name] nvarchar(450) NOT NULL,
        [value] nvarchar(max) NULL,
        CONSTRAINT [pk_asp_net_user_tokens] PRIMARY KEY ([user_id], [login_provider], [name]),
        CONSTRAINT [fk_asp_net_user_tokens_asp_net_users_user_id] FOREIGN KEY ([user_id]) REFERENCES [asp_net_users] ([id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE TABLE [user_mandates] (
        [id] bigint NOT NULL IDENTITY,
        [user_id] nvarchar(450) NOT NULL,
        [role] nvarchar(40) NOT NULL,
        [department_id] nvarchar(40) NULL,
        [region] nvarchar(40) NULL,
        CONSTRAINT [pk_user_mandates] PRIMARY KEY ([id]),
        CONSTRAINT [fk_user_mandates_asp_net_users_user_id] FOREIGN KEY ([user_id]) REFERENCES [asp_net_users] ([id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE INDEX [ix_asp_net_role_claims_role_id] ON [asp_net_role_claims] ([role_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [role_name_index] ON [asp_net_roles] ([normalized_name]) WHERE [normalized_name] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE INDEX [ix_asp_net_user_claims_user_id] ON [asp_net_user_claims] ([user_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE INDEX [ix_asp_net_user_logins_user_id] ON [asp_net_user_logins] ([user_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE INDEX [ix_asp_net_user_roles_role_id] ON [asp_net_user_roles] ([role_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE INDEX [email_index] ON [asp_net_users] ([normalized_email]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [user_name_index] ON [asp_net_users] ([normalized_user_name]) WHERE [normalized_user_name] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_cases_applicant_user_id_registered_at] ON [cases] ([applicant_user_id], [registered_at]) WHERE applicant_user_id IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE INDEX [ix_cases_department_id_registered_at_case_number] ON [cases] ([department_id], [registered_at], [case_number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE INDEX [ix_cases_registered_at_case_number] ON [cases] ([registered_at], [case_number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [ix_definitions_flow_code_version] ON [definitions] ([flow_code], [version]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE INDEX [ix_outbox_next_attempt] ON [outbox] ([next_attempt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_tasks_completed_by_id_ended_at_task_id] ON [tasks] ([completed_by_id], [ended_at], [task_id]) WHERE completed_by_id IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE INDEX [ix_timers_next_attempt] ON [timers] ([next_attempt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    CREATE INDEX [ix_user_mandates_user_id] ON [user_mandates] ([user_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122024931_Initial'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122024931_Initial', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122053535_JournalLines'
)
BEGIN
    CREATE TABLE [journal] (
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [first_sequence] bigint NOT NULL,
        [at] bigint NOT NULL,
        [events] nvarchar(max) NOT NULL,
        [hashes] varbinary(max) NOT NULL,
        [previous_hash] varbinary(32) NOT NULL,
        CONSTRAINT [pk_journal] PRIMARY KEY ([case_number], [first_sequence])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122053535_JournalLines'
)
BEGIN
    INSERT INTO journal (case_number, first_sequence, at, events, hashes, previous_hash) SELECT case_number, sequence, at, CONCAT(N'[["', type, N'",', type_version, N',', data, N']]'), hash, previous_hash FROM events;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122053535_JournalLines'
)
BEGIN
    DROP TABLE [events];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122053535_JournalLines'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122053535_JournalLines', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122055457_Trips'
)
BEGIN
    CREATE TABLE [bookings] (
        [officer_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [piece] bigint NOT NULL,
        [trip_number] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [pk_bookings] PRIMARY KEY ([officer_id], [piece])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122055457_Trips'
)
BEGIN
    CREATE TABLE [contents] (
        [hash] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [media_type] nvarchar(60) NOT NULL,
        [bytes] varbinary(max) NOT NULL,
        [at] bigint NOT NULL,
        CONSTRAINT [pk_contents] PRIMARY KEY ([hash])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122055457_Trips'
)
BEGIN
    CREATE TABLE [proposals] (
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [sequence] bigint NOT NULL,
        [task_id] nvarchar(80) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [kind] int NOT NULL,
        [item_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [applicant_name] nvarchar(200) NOT NULL,
        [applicant_id] nvarchar(60) NOT NULL,
        [county_code] nvarchar(20) NULL,
        [site] nvarchar(400) NOT NULL,
        [from_day] date NOT NULL,
        [to_day] date NOT NULL,
        [reason] nvarchar(1000) NULL,
        [at] bigint NOT NULL,
        [status] int NOT NULL,
        [trip] nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [pk_proposals] PRIMARY KEY ([case_number], [sequence])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122055457_Trips'
)
BEGIN
    CREATE TABLE [trip_bodies] (
        [department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [trip_number] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [answer] int NOT NULL,
        CONSTRAINT [pk_trip_bodies] PRIMARY KEY ([department_id], [trip_number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122055457_Trips'
)
BEGIN
    CREATE TABLE [trips] (
        [number] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] bigint NOT NULL,
        [head_hash] varbinary(32) NOT NULL,
        [kind] int NOT NULL,
        [status] int NOT NULL,
        [lead_department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [title] nvarchar(300) NOT NULL,
        [place] nvarchar(300) NULL,
        [legs] int NOT NULL,
        [convened_at] bigint NOT NULL,
        [starts_at] bigint NULL,
        [ends_at] bigint NULL,
        CONSTRAINT [pk_trips] PRIMARY KEY ([number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122055457_Trips'
)
BEGIN
    CREATE INDEX [ix_bookings_trip_number] ON [bookings] ([trip_number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122055457_Trips'
)
BEGIN
    CREATE INDEX [ix_proposals_status_at] ON [proposals] ([status], [at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122055457_Trips'
)
BEGIN
    CREATE INDEX [ix_trip_bodies_trip_number] ON [trip_bodies] ([trip_number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122055457_Trips'
)
BEGIN
    CREATE INDEX [ix_trips_convened_at] ON [trips] ([convened_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122055457_Trips'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122055457_Trips', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122061626_Supervision'
)
BEGIN
    ALTER TABLE [cases] ADD [alarm] bigint NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122061626_Supervision'
)
BEGIN
    CREATE TABLE [cards] (
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [card_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [level] nvarchar(20) NOT NULL,
        [rule] nvarchar(40) NOT NULL,
        [clock] nvarchar(20) NULL,
        [cause_zh] nvarchar(500) NOT NULL,
        [cause_en] nvarchar(800) NOT NULL,
        [flow_name_zh] nvarchar(200) NOT NULL,
        [flow_name_en] nvarchar(300) NOT NULL,
        [department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [applicant_name] nvarchar(200) NOT NULL,
        [owner_role] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [owner_department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL,
        [owner_region] nvarchar(40) NULL,
        [owner_user_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [owner_name] nvarchar(100) NULL,
        [raised_at] bigint NOT NULL,
        [status] int NOT NULL,
        [is_open] bit NOT NULL,
        [order_id] nvarchar(40) NULL,
        [order_role] nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL,
        [order_department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL,
        [order_step] int NOT NULL,
        CONSTRAINT [pk_cards] PRIMARY KEY ([case_number], [card_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122061626_Supervision'
)
BEGIN
    CREATE TABLE [heartbeats] (
        [engine] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [at] bigint NOT NULL,
        CONSTRAINT [pk_heartbeats] PRIMARY KEY ([engine])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122061626_Supervision'
)
BEGIN
    CREATE INDEX [ix_cases_item_code_applicant_name] ON [cases] ([item_code], [applicant_name]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122061626_Supervision'
)
BEGIN
    CREATE INDEX [ix_cards_department_id_is_open_raised_at] ON [cards] ([department_id], [is_open], [raised_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122061626_Supervision'
)
BEGIN
    CREATE INDEX [ix_cards_is_open_raised_at_case_number] ON [cards] ([is_open], [raised_at], [case_number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122061626_Supervision'
)
BEGIN
    INSERT INTO timers (case_number, bookmark_id, kind, due, next_attempt) SELECT case_number, 'clock', 'clock', 0, 0 FROM cases WHERE status <> 5;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122061626_Supervision'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122061626_Supervision', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122063916_People'
)
BEGIN
    CREATE TABLE [notices] (
        [user_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [at] bigint NOT NULL,
        [key] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [kind] nvarchar(40) NOT NULL,
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [task_id] nvarchar(80) COLLATE Latin1_General_100_BIN2 NULL,
        [from_name] nvarchar(100) NOT NULL,
        [task_name_zh] nvarchar(200) NULL,
        [task_name_en] nvarchar(300) NULL,
        [text] nvarchar(2000) NULL,
        [read_at] bigint NULL,
        CONSTRAINT [pk_notices] PRIMARY KEY ([user_id], [at], [key])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122063916_People'
)
BEGIN
    CREATE TABLE [substitutions] (
        [id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [principal_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [principal_name] nvarchar(100) NOT NULL,
        [substitute_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [substitute_name] nvarchar(100) NOT NULL,
        [from] bigint NOT NULL,
        [until] bigint NOT NULL,
        [reason] nvarchar(500) NULL,
        [set_by_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [set_by_name] nvarchar(100) NOT NULL,
        [set_at] bigint NOT NULL,
        [ended_by_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [ended_by_name] nvarchar(100) NULL,
        [ended_at] bigint NULL,
        CONSTRAINT [pk_substitutions] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122063916_People'
)
BEGIN
    CREATE INDEX [ix_substitutions_principal_id_until] ON [substitutions] ([principal_id], [until]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122063916_People'
)
BEGIN
    CREATE INDEX [ix_substitutions_substitute_id_until] ON [substitutions] ([substitute_id], [until]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122063916_People'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122063916_People', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122071055_CalendarNotices'
)
BEGIN
    CREATE TABLE [calendar_notices] (
        [year] int NOT NULL,
        [version] int NOT NULL,
        [notice] nvarchar(300) NOT NULL,
        [notice_date] date NOT NULL,
        [json] nvarchar(max) NOT NULL,
        [applied_at] bigint NOT NULL,
        [applied_by_id] nvarchar(64) NOT NULL,
        [applied_by_name] nvarchar(100) NOT NULL,
        [lists_renewed_at] bigint NULL,
        CONSTRAINT [pk_calendar_notices] PRIMARY KEY ([year], [version])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122071055_CalendarNotices'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122071055_CalendarNotices', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122084220_Versions'
)
BEGIN
    DROP INDEX [ix_definitions_flow_code_version] ON [definitions];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122084220_Versions'
)
BEGIN
    DECLARE @var nvarchar(max);
    SELECT @var = QUOTENAME([d].[name])
    FROM [sys].[default_constraints] [d]
    INNER JOIN [sys].[columns] [c] ON [d].[parent_column_id] = [c].[column_id] AND [d].[parent_object_id] = [c].[object_id]
    WHERE ([d].[parent_object_id] = OBJECT_ID(N'[definitions]') AND [c].[name] = N'is_current');
    IF @var IS NOT NULL EXEC(N'ALTER TABLE [definitions] DROP CONSTRAINT ' + @var + ';');
    ALTER TABLE [definitions] DROP COLUMN [is_current];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122084220_Versions'
)
BEGIN
    DECLARE @var1 nvarchar(max);
    SELECT @var1 = QUOTENAME([d].[name])
    FROM [sys].[default_constraints] [d]
    INNER JOIN [sys].[columns] [c] ON [d].[parent_column_id] = [c].[column_id] AND [d].[parent_object_id] = [c].[object_id]
    WHERE ([d].[parent_object_id] = OBJECT_ID(N'[definitions]') AND [c].[name] = N'definition_id');
    IF @var1 IS NOT NULL EXEC(N'ALTER TABLE [definitions] DROP CONSTRAINT ' + @var1 + ';');
    ALTER TABLE [definitions] ALTER COLUMN [definition_id] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122084220_Versions'
)
BEGIN
    ALTER TABLE [definitions] ADD [approved_by] nvarchar(100) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122084220_Versions'
)
BEGIN
    ALTER TABLE [definitions] ADD [change_note] nvarchar(2000) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122084220_Versions'
)
BEGIN
    ALTER TABLE [definitions] ADD [effective_from] date NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122084220_Versions'
)
BEGIN
    ALTER TABLE [definitions] ADD [region] nvarchar(20) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122084220_Versions'
)
BEGIN
    ALTER TABLE [definitions] ADD [retired_from] date NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122084220_Versions'
)
BEGIN
    CREATE TABLE [definition_lives] (
        [definition_id] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] bigint NOT NULL,
        [head_hash] varbinary(32) NOT NULL,
        [revision] int NOT NULL,
        [name] nvarchar(300) NOT NULL,
        [flow_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL,
        [department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL,
        [region] nvarchar(20) NULL,
        [stage] int NOT NULL,
        [last_version] int NOT NULL,
        [draft_saved_at] bigint NULL,
        [draft_saved_by_name] nvarchar(100) NULL,
        CONSTRAINT [pk_definition_lives] PRIMARY KEY ([definition_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122084220_Versions'
)
BEGIN
    CREATE TABLE [draft_editors] (
        [definition_id] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [window] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [user_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [name] nvarchar(100) NOT NULL,
        [seen_at] bigint NOT NULL,
        CONSTRAINT [pk_draft_editors] PRIMARY KEY ([definition_id], [window])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122084220_Versions'
)
BEGIN
    CREATE TABLE [drafts] (
        [definition_id] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [revision] int NOT NULL,
        [hash] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [saved_at] bigint NOT NULL,
        [saved_by_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [saved_by_name] nvarchar(100) NOT NULL,
        [json] nvarchar(max) NOT NULL,
        CONSTRAINT [pk_drafts] PRIMARY KEY ([definition_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122084220_Versions'
)
BEGIN
    CREATE UNIQUE INDEX [ix_definitions_definition_id_version] ON [definitions] ([definition_id], [version]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122084220_Versions'
)
BEGIN
    CREATE INDEX [ix_definitions_flow_code] ON [definitions] ([flow_code]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122084220_Versions'
)
BEGIN
    CREATE INDEX [ix_draft_editors_seen_at] ON [draft_editors] ([seen_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122084220_Versions'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122084220_Versions', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122090828_Incidents'
)
BEGIN
    CREATE TABLE [incidents] (
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [sequence] bigint NOT NULL,
        [context] int NOT NULL,
        [activity_id] nvarchar(100) NOT NULL,
        [name_zh] nvarchar(200) NOT NULL,
        [name_en] nvarchar(300) NOT NULL,
        [message] nvarchar(1000) NOT NULL,
        [cause] nvarchar(1000) NULL,
        [at] bigint NOT NULL,
        [stops] bit NOT NULL,
        [flow_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [flow_name_zh] nvarchar(200) NOT NULL,
        [flow_name_en] nvarchar(300) NOT NULL,
        [definition_hash] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [pk_incidents] PRIMARY KEY ([case_number], [sequence])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122090828_Incidents'
)
BEGIN
    CREATE INDEX [ix_incidents_at_case_number_sequence] ON [incidents] ([at], [case_number], [sequence]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122090828_Incidents'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122090828_Incidents', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122091543_Organisation'
)
BEGIN
    CREATE TABLE [case_marks] (
        [user_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [seen_version] bigint NOT NULL,
        [seen_at] bigint NULL,
        [followed_at] bigint NULL,
        CONSTRAINT [pk_case_marks] PRIMARY KEY ([user_id], [case_number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122091543_Organisation'
)
BEGIN
    CREATE TABLE [posts] (
        [code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [name_zh] nvarchar(100) NOT NULL,
        [name_en] nvarchar(100) NOT NULL,
        [department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [region] nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL,
        [superior] nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL,
        [is_head] bit NOT NULL,
        CONSTRAINT [pk_posts] PRIMARY KEY ([code])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122091543_Organisation'
)
BEGIN
    CREATE TABLE [reminders] (
        [id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [user_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [at] bigint NOT NULL,
        [text] nvarchar(500) NULL,
        [done_at] bigint NULL,
        CONSTRAINT [pk_reminders] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122091543_Organisation'
)
BEGIN
    CREATE TABLE [post_holders] (
        [post_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [user_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [pk_post_holders] PRIMARY KEY ([post_code], [user_id]),
        CONSTRAINT [fk_post_holders_posts_post_code] FOREIGN KEY ([post_code]) REFERENCES [posts] ([code]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122091543_Organisation'
)
BEGIN
    CREATE INDEX [ix_case_marks_user_id_followed_at] ON [case_marks] ([user_id], [followed_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122091543_Organisation'
)
BEGIN
    CREATE INDEX [ix_reminders_user_id_at] ON [reminders] ([user_id], [at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122091543_Organisation'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122091543_Organisation', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122122344_MigrationPlans'
)
BEGIN
    CREATE TABLE [migration_plans] (
        [plan_id] nvarchar(120) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] bigint NOT NULL,
        [head_hash] varbinary(32) NOT NULL,
        [definition_id] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [flow_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL,
        [target_version] int NOT NULL,
        [stage] int NOT NULL,
        [reason] nvarchar(2000) NOT NULL,
        [drafted_at] bigint NOT NULL,
        [drafted_by_name] nvarchar(100) NOT NULL,
        [cases] int NOT NULL,
        [ready] int NOT NULL,
        [migrated] int NOT NULL,
        [skipped] int NOT NULL,
        [taken_back] int NOT NULL,
        [leased_until] bigint NULL,
        CONSTRAINT [pk_migration_plans] PRIMARY KEY ([plan_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122122344_MigrationPlans'
)
BEGIN
    CREATE INDEX [ix_migration_plans_definition_id_drafted_at] ON [migration_plans] ([definition_id], [drafted_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122122344_MigrationPlans'
)
BEGIN
    CREATE INDEX [ix_migration_plans_stage_leased_until] ON [migration_plans] ([stage], [leased_until]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122122344_MigrationPlans'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122122344_MigrationPlans', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122130518_Ledgers'
)
BEGIN
    CREATE TABLE [ledger_leaves] (
        [stream] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [last_sequence] bigint NOT NULL,
        [first_sequence] bigint NOT NULL,
        [page] bigint NOT NULL,
        [head_hash] varbinary(32) NOT NULL,
        [events_root] varbinary(32) NOT NULL,
        CONSTRAINT [pk_ledger_leaves] PRIMARY KEY ([stream], [last_sequence])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122130518_Ledgers'
)
BEGIN
    CREATE TABLE [ledger_pages] (
        [number] bigint NOT NULL,
        [day] date NOT NULL,
        [at] bigint NOT NULL,
        [page] nvarchar(2000) NOT NULL,
        [signature] varbinary(200) NOT NULL,
        CONSTRAINT [pk_ledger_pages] PRIMARY KEY ([number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122130518_Ledgers'
)
BEGIN
    CREATE TABLE [ledger_timestamps] (
        [page] bigint NOT NULL,
        [authority] nvarchar(300) NOT NULL,
        [at] bigint NOT NULL,
        [token] varbinary(max) NOT NULL,
        CONSTRAINT [pk_ledger_timestamps] PRIMARY KEY ([page])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122130518_Ledgers'
)
BEGIN
    CREATE TABLE [read_logs] (
        [stream] nvarchar(70) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] bigint NOT NULL,
        [head_hash] varbinary(32) NOT NULL,
        [at] bigint NOT NULL,
        CONSTRAINT [pk_read_logs] PRIMARY KEY ([stream])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122130518_Ledgers'
)
BEGIN
    CREATE INDEX [ix_ledger_leaves_page_stream] ON [ledger_leaves] ([page], [stream]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122130518_Ledgers'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122130518_Ledgers', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122133207_Messages'
)
BEGIN
    ALTER TABLE [asp_net_users] ADD [language] nvarchar(10) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122133207_Messages'
)
BEGIN
    CREATE TABLE [message_opt_outs] (
        [subject] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [class] int NOT NULL,
        [channel] nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [at] bigint NOT NULL,
        CONSTRAINT [pk_message_opt_outs] PRIMARY KEY ([subject], [class], [channel])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122133207_Messages'
)
BEGIN
    CREATE TABLE [message_steps] (
        [message_key] nvarchar(240) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] bigint NOT NULL,
        [at] bigint NOT NULL,
        [what] nvarchar(40) NOT NULL,
        [reason] nvarchar(60) NULL,
        [by] nvarchar(100) NULL,
        CONSTRAINT [pk_message_steps] PRIMARY KEY ([message_key], [version])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122133207_Messages'
)
BEGIN
    CREATE TABLE [messages] (
        [key] nvarchar(240) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [event_key] nvarchar(160) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [event_name] nvarchar(60) NOT NULL,
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [recipient_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [channel] nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [address] nvarchar(254) COLLATE Latin1_General_100_BIN2 NULL,
        [class] int NOT NULL,
        [template_id] nvarchar(40) NOT NULL,
        [template_version] int NOT NULL,
        [chinese] bit NOT NULL,
        [subject] nvarchar(400) NOT NULL,
        [text] nvarchar(max) NOT NULL,
        [at] bigint NOT NULL,
        [state] int NOT NULL,
        [due_at] bigint NULL,
        [attempts] int NOT NULL,
        [reason] nvarchar(60) NULL,
        [sent_at] bigint NULL,
        [delivered_at] bigint NULL,
        [not_held_since] bigint NULL,
        [version] bigint NOT NULL,
        CONSTRAINT [pk_messages] PRIMARY KEY ([key])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122133207_Messages'
)
BEGIN
    CREATE INDEX [ix_messages_address_sent_at] ON [messages] ([address], [sent_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122133207_Messages'
)
BEGIN
    CREATE INDEX [ix_messages_at] ON [messages] ([at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122133207_Messages'
)
BEGIN
    CREATE INDEX [ix_messages_case_number_at] ON [messages] ([case_number], [at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122133207_Messages'
)
BEGIN
    CREATE INDEX [ix_messages_due_at] ON [messages] ([due_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122133207_Messages'
)
BEGIN
    CREATE INDEX [ix_messages_recipient_id_at] ON [messages] ([recipient_id], [at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122133207_Messages'
)
BEGIN
    CREATE INDEX [ix_messages_state_at] ON [messages] ([state], [at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122133207_Messages'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122133207_Messages', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155504_Feed'
)
BEGIN
    CREATE TABLE [feed] (
        [number] bigint NOT NULL,
        [stream] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [first_sequence] bigint NOT NULL,
        [last_sequence] bigint NOT NULL,
        [at] bigint NOT NULL,
        CONSTRAINT [pk_feed] PRIMARY KEY ([number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155504_Feed'
)
BEGIN
    CREATE TABLE [feed_deliveries] (
        [receiver] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [delivered] bigint NOT NULL,
        [attempts] int NOT NULL,
        [failing_since] bigint NULL,
        [next_at] bigint NULL,
        [error] nvarchar(1000) NULL,
        [stopped] bit NOT NULL,
        [confirmed_at] bigint NULL,
        [leased_until] bigint NULL,
        [leased_by] nvarchar(64) NULL,
        CONSTRAINT [pk_feed_deliveries] PRIMARY KEY ([receiver])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155504_Feed'
)
BEGIN
    CREATE UNIQUE INDEX [ix_feed_stream_last_sequence] ON [feed] ([stream], [last_sequence]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155504_Feed'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122155504_Feed', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190242_Packets'
)
BEGIN
    CREATE TABLE [packet_bodies] (
        [department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [packet_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [pk_packet_bodies] PRIMARY KEY ([department_id], [packet_number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190242_Packets'
)
BEGIN
    CREATE TABLE [packet_feedback] (
        [packet_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [feedback_id] nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [applicant_id] nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [item_name_zh] nvarchar(300) NOT NULL,
        [item_name_en] nvarchar(300) NOT NULL,
        [department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [kind] int NOT NULL,
        [text] nvarchar(max) NOT NULL,
        [on_day] date NOT NULL,
        [at] bigint NOT NULL,
        CONSTRAINT [pk_packet_feedback] PRIMARY KEY ([packet_number], [feedback_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190242_Packets'
)
BEGIN
    CREATE TABLE [packets] (
        [number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] bigint NOT NULL,
        [head_hash] varbinary(32) NOT NULL,
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [item_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [item_name_zh] nvarchar(300) NOT NULL,
        [item_name_en] nvarchar(300) NOT NULL,
        [applicant_name] nvarchar(200) NOT NULL,
        [county_code] nvarchar(20) NULL,
        [result] nvarchar(40) NOT NULL,
        [approving_department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [status] int NOT NULL,
        [sent_at] bigint NOT NULL,
        [waiting_since] bigint NOT NULL,
        [claim_days] float NOT NULL,
        [claimed_at] bigint NULL,
        [claimed_by_name] nvarchar(100) NULL,
        [findings] int NOT NULL,
        [adverse] int NOT NULL,
        [is_revoking] bit NOT NULL,
        CONSTRAINT [pk_packets] PRIMARY KEY ([number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190242_Packets'
)
BEGIN
    CREATE INDEX [ix_packet_bodies_packet_number] ON [packet_bodies] ([packet_number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190242_Packets'
)
BEGIN
    CREATE INDEX [ix_packet_feedback_applicant_id] ON [packet_feedback] ([applicant_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190242_Packets'
)
BEGIN
    CREATE INDEX [ix_packets_case_number] ON [packets] ([case_number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190242_Packets'
)
BEGIN
    CREATE INDEX [ix_packets_sent_at] ON [packets] ([sent_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190242_Packets'
)
BEGIN
    CREATE INDEX [ix_packets_status_waiting_since] ON [packets] ([status], [waiting_since]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190242_Packets'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122190242_Packets', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200156_Retention'
)
BEGIN
    ALTER TABLE [trips] ADD [redacted_by] nvarchar(100) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200156_Retention'
)
BEGIN
    ALTER TABLE [contents] ADD [redacted_by] nvarchar(100) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200156_Retention'
)
BEGIN
    ALTER TABLE [cases] ADD [redacted_by] nvarchar(100) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200156_Retention'
)
BEGIN
    CREATE TABLE [redactions] (
        [stream] nvarchar(80) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] bigint NOT NULL,
        [head_hash] varbinary(32) NOT NULL,
        [stage] int NOT NULL,
        [is_held] bit NOT NULL,
        [at] bigint NOT NULL,
        CONSTRAINT [pk_redactions] PRIMARY KEY ([stream])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200156_Retention'
)
BEGIN
    CREATE INDEX [ix_redactions_stage_at] ON [redactions] ([stage], [at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200156_Retention'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122200156_Retention', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122203037_Boards'
)
BEGIN
    CREATE TABLE [anomalies] (
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [sequence] bigint NOT NULL,
        [code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [subject] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [flow_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [at] bigint NOT NULL,
        [zh] nvarchar(1000) NOT NULL,
        [en] nvarchar(1500) NOT NULL,
        [related_case] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [finding] nvarchar(20) NULL,
        [finding_text] nvarchar(1000) NULL,
        [found_by_name] nvarchar(100) NULL,
        [found_at] bigint NULL,
        CONSTRAINT [pk_anomalies] PRIMARY KEY ([case_number], [sequence], [code])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122203037_Boards'
)
BEGIN
    CREATE TABLE [board_cases] (
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] bigint NOT NULL,
        [rules] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [item_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [flow_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [window_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [window_name] nvarchar(100) NULL,
        [received_on] date NOT NULL,
        [accepted_on] date NULL,
        [ended_on] date NULL,
        [result] nvarchar(60) NULL,
        [is_decided] bit NOT NULL,
        [decider_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [decider_name] nvarchar(100) NULL,
        [promised_days] float NULL,
        [law_days] float NULL,
        [used_days] float NULL,
        [law_used_days] float NULL,
        [in_time] bit NULL,
        [in_law] bit NULL,
        [waited_days] int NULL,
        [due] date NULL,
        [paused_by] nvarchar(40) NULL,
        [paused_until] date NULL,
        [moved_at] bigint NOT NULL,
        [corrections] int NOT NULL,
        [yellow_cards] int NOT NULL,
        [red_cards] int NOT NULL,
        CONSTRAINT [pk_board_cases] PRIMARY KEY ([case_number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122203037_Boards'
)
BEGIN
    CREATE TABLE [board_reasons] (
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [sequence] bigint NOT NULL,
        [kind] int NOT NULL,
        [on] date NOT NULL,
        [department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [item_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [flow_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [window_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [text] nvarchar(200) NOT NULL,
        CONSTRAINT [pk_board_reasons] PRIMARY KEY ([case_number], [sequence])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122203037_Boards'
)
BEGIN
    CREATE TABLE [board_steps] (
        [task_id] nvarchar(80) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [case_number] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [person_id] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [person_name] nvarchar(100) NOT NULL,
        [role] nvarchar(40) NOT NULL,
        [step_department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL,
        [department_id] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [item_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [flow_code] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [name_zh] nvarchar(200) NOT NULL,
        [name_en] nvarchar(300) NOT NULL,
        [ended_at] bigint NOT NULL,
        [ended_on] date NOT NULL,
        [ended_minute] bigint NOT NULL,
        [outcome] nvarchar(60) NOT NULL,
        [limit_days] float NULL,
        [used_days] float NULL,
        [in_time] bit NULL,
        CONSTRAINT [pk_board_steps] PRIMARY KEY ([task_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122203037_Boards'
)
BEGIN
    CREATE INDEX [ix_anomalies_code_subject] ON [anomalies] ([code], [subject]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122203037_Boards'
)
BEGIN
    CREATE INDEX [ix_anomalies_finding_at] ON [anomalies] ([finding], [at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122203037_Boards'
)
BEGIN
    CREATE INDEX [ix_board_cases_ended_on_department_id] ON [board_cases] ([ended_on], [department_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122203037_Boards'
)
BEGIN
    CREATE INDEX [ix_board_cases_received_on_department_id] ON [board_cases] ([received_on], [department_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122203037_Boards'
)
BEGIN
    CREATE INDEX [ix_board_reasons_on_kind] ON [board_reasons] ([on], [kind]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122203037_Boards'
)
BEGIN
    CREATE INDEX [ix_board_steps_case_number] ON [board_steps] ([case_number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122203037_Boards'
)
BEGIN
    CREATE INDEX [ix_board_steps_ended_minute_person_id] ON [board_steps] ([ended_minute], [person_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122203037_Boards'
)
BEGIN
    CREATE INDEX [ix_board_steps_ended_on_person_id] ON [board_steps] ([ended_on], [person_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122203037_Boards'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122203037_Boards', N'10.0.14');
END;

COMMIT;
GO
