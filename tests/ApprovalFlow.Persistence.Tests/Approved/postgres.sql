CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL,
    CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId")
);

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE asp_net_roles (
        id text NOT NULL,
        name character varying(256),
        normalized_name character varying(256),
        concurrency_stamp text,
        CONSTRAINT pk_asp_net_roles PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE asp_net_users (
        id text NOT NULL,
        display_name_zh character varying(100) NOT NULL,
        display_name_en character varying(100) NOT NULL,
        user_name character varying(256),
        normalized_user_name character varying(256),
        email character varying(256),
        normalized_email character varying(256),
        email_confirmed boolean NOT NULL,
        password_hash text,
        security_stamp text,
        concurrency_stamp text,
        phone_number text,
        phone_number_confirmed boolean NOT NULL,
        two_factor_enabled boolean NOT NULL,
        lockout_end bigint,
        lockout_enabled boolean NOT NULL,
        access_failed_count integer NOT NULL,
        CONSTRAINT pk_asp_net_users PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE cases (
        case_number character varying(64) COLLATE "C" NOT NULL,
        version bigint NOT NULL,
        head_hash bytea NOT NULL,
        definition_hash character varying(64) COLLATE "C" NOT NULL,
        flow_code character varying(40) COLLATE "C" NOT NULL,
        item_code character varying(40) COLLATE "C" NOT NULL,
        department_id character varying(40) COLLATE "C" NOT NULL,
        status integer NOT NULL,
        result character varying(60),
        applicant_name character varying(200) NOT NULL,
        applicant_user_id character varying(64) COLLATE "C",
        county_code character varying(20),
        registered_at bigint NOT NULL,
        accepted_at bigint,
        closed_at bigint,
        due date,
        CONSTRAINT pk_cases PRIMARY KEY (case_number)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE commands (
        key character varying(100) COLLATE "C" NOT NULL,
        case_number character varying(64) COLLATE "C" NOT NULL,
        fingerprint character varying(120) NOT NULL,
        first_sequence bigint NOT NULL,
        last_sequence bigint NOT NULL,
        at bigint NOT NULL,
        CONSTRAINT pk_commands PRIMARY KEY (key)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE definitions (
        hash character varying(64) COLLATE "C" NOT NULL,
        flow_code character varying(40) COLLATE "C" NOT NULL,
        definition_id character varying(100) NOT NULL,
        name character varying(300) NOT NULL,
        version integer NOT NULL,
        json text NOT NULL,
        published_at bigint NOT NULL,
        published_by character varying(100) NOT NULL,
        is_current boolean NOT NULL,
        CONSTRAINT pk_definitions PRIMARY KEY (hash)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE events (
        case_number character varying(64) COLLATE "C" NOT NULL,
        sequence bigint NOT NULL,
        at bigint NOT NULL,
        type character varying(60) NOT NULL,
        type_version integer NOT NULL,
        data text NOT NULL,
        hash bytea NOT NULL,
        previous_hash bytea NOT NULL,
        CONSTRAINT pk_events PRIMARY KEY (case_number, sequence)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE inbox (
        subject character varying(120) COLLATE "C" NOT NULL,
        opened_at bigint NOT NULL,
        task_id character varying(80) COLLATE "C" NOT NULL,
        CONSTRAINT pk_inbox PRIMARY KEY (subject, opened_at, task_id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE number_series (
        name character varying(100) COLLATE "C" NOT NULL,
        value bigint NOT NULL,
        CONSTRAINT pk_number_series PRIMARY KEY (name)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE outbox (
        case_number character varying(64) COLLATE "C" NOT NULL,
        sequence bigint NOT NULL,
        topic character varying(60) NOT NULL,
        payload text NOT NULL,
        at bigint NOT NULL,
        attempts integer NOT NULL,
        next_attempt bigint NOT NULL,
        last_error text,
        CONSTRAINT pk_outbox PRIMARY KEY (case_number, sequence)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE settings (
        name character varying(100) COLLATE "C" NOT NULL,
        value text NOT NULL,
        CONSTRAINT pk_settings PRIMARY KEY (name)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE tasks (
        task_id character varying(80) COLLATE "C" NOT NULL,
        case_number character varying(64) COLLATE "C" NOT NULL,
        flow_code character varying(40) COLLATE "C" NOT NULL,
        flow_name_zh character varying(200) NOT NULL,
        flow_name_en character varying(300) NOT NULL,
        item_code character varying(40) COLLATE "C" NOT NULL,
        activity_id character varying(100) NOT NULL,
        activity_type character varying(100) NOT NULL,
        name_zh character varying(200) NOT NULL,
        name_en character varying(300) NOT NULL,
        applicant_name character varying(200) NOT NULL,
        role character varying(40) NOT NULL,
        department_id character varying(40),
        region character varying(40),
        opened_at bigint NOT NULL,
        due date,
        limit_days double precision,
        status integer NOT NULL,
        assignee_id character varying(64) COLLATE "C",
        assignee_name character varying(100),
        outcome character varying(60),
        completed_by_id character varying(64) COLLATE "C",
        ended_at bigint,
        CONSTRAINT pk_tasks PRIMARY KEY (task_id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE timers (
        case_number character varying(64) COLLATE "C" NOT NULL,
        bookmark_id character varying(40) COLLATE "C" NOT NULL,
        kind character varying(40) NOT NULL,
        due bigint NOT NULL,
        next_attempt bigint NOT NULL,
        CONSTRAINT pk_timers PRIMARY KEY (case_number, bookmark_id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE asp_net_role_claims (
        id integer GENERATED BY DEFAULT AS IDENTITY,
        role_id text NOT NULL,
        claim_type text,
        claim_value text,
        CONSTRAINT pk_asp_net_role_claims PRIMARY KEY (id),
        CONSTRAINT fk_asp_net_role_claims_asp_net_roles_role_id FOREIGN KEY (role_id) REFERENCES asp_net_roles (id) ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE asp_net_user_claims (
        id integer GENERATED BY DEFAULT AS IDENTITY,
        user_id text NOT NULL,
        claim_type text,
        claim_value text,
        CONSTRAINT pk_asp_net_user_claims PRIMARY KEY (id),
        CONSTRAINT fk_asp_net_user_claims_asp_net_users_user_id FOREIGN KEY (user_id) REFERENCES asp_net_users (id) ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE asp_net_user_logins (
        login_provider text NOT NULL,
        provider_key text NOT NULL,
        provider_display_name text,
        user_id text NOT NULL,
        CONSTRAINT pk_asp_net_user_logins PRIMARY KEY (login_provider, provider_key),
        CONSTRAINT fk_asp_net_user_logins_asp_net_users_user_id FOREIGN KEY (user_id) REFERENCES asp_net_users (id) ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE asp_net_user_roles (
        user_id text NOT NULL,
        role_id text NOT NULL,
        CONSTRAINT pk_asp_net_user_roles PRIMARY KEY (user_id, role_id),
        CONSTRAINT fk_asp_net_user_roles_asp_net_roles_role_id FOREIGN KEY (role_id) REFERENCES asp_net_roles (id) ON DELETE CASCADE,
        CONSTRAINT fk_asp_net_user_roles_asp_net_users_user_id FOREIGN KEY (user_id) REFERENCES asp_net_users (id) ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE asp_net_user_tokens (
        user_id text NOT NULL,
        login_provider text NOT NULL,
        name text NOT NULL,
        value text,
        CONSTRAINT pk_asp_net_user_tokens PRIMARY KEY (user_id, login_provider, name),
        CONSTRAINT fk_asp_net_user_tokens_asp_net_users_user_id FOREIGN KEY (user_id) REFERENCES asp_net_users (id) ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE TABLE user_mandates (
        id bigint GENERATED BY DEFAULT AS IDENTITY,
        user_id text NOT NULL,
        role character varying(40) NOT NULL,
        department_id character varying(40),
        region character varying(40),
        CONSTRAINT pk_user_mandates PRIMARY KEY (id),
        CONSTRAINT fk_user_mandates_asp_net_users_user_id FOREIGN KEY (user_id) REFERENCES asp_net_users (id) ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE INDEX ix_asp_net_role_claims_role_id ON asp_net_role_claims (role_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE UNIQUE INDEX role_name_index ON asp_net_roles (normalized_name);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE INDEX ix_asp_net_user_claims_user_id ON asp_net_user_claims (user_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE INDEX ix_asp_net_user_logins_user_id ON asp_net_user_logins (user_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE INDEX ix_asp_net_user_roles_role_id ON asp_net_user_roles (role_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE INDEX email_index ON asp_net_users (normalized_email);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE UNIQUE INDEX user_name_index ON asp_net_users (normalized_user_name);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE INDEX ix_cases_applicant_user_id_registered_at ON cases (applicant_user_id, registered_at) WHERE applicant_user_id IS NOT NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE INDEX ix_cases_department_id_registered_at_case_number ON cases (department_id, registered_at, case_number);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE INDEX ix_cases_registered_at_case_number ON cases (registered_at, case_number);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE UNIQUE INDEX ix_definitions_flow_code_version ON definitions (flow_code, version);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE INDEX ix_outbox_next_attempt ON outbox (next_attempt);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE INDEX ix_tasks_completed_by_id_ended_at_task_id ON tasks (completed_by_id, ended_at, task_id) WHERE completed_by_id IS NOT NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE INDEX ix_timers_next_attempt ON timers (next_attempt);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    CREATE INDEX ix_user_mandates_user_id ON user_mandates (user_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122024929_Initial') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122024929_Initial', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122053533_JournalLines') THEN
    CREATE TABLE journal (
        case_number character varying(64) COLLATE "C" NOT NULL,
        first_sequence bigint NOT NULL,
        at bigint NOT NULL,
        events text NOT NULL,
        hashes bytea NOT NULL,
        previous_hash bytea NOT NULL,
        CONSTRAINT pk_journal PRIMARY KEY (case_number, first_sequence)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122053533_JournalLines') THEN
    INSERT INTO journal (case_number, first_sequence, at, events, hashes, previous_hash) SELECT case_number, sequence, at, '[["' || type || '",' || type_version || ',' || data || ']]', hash, previous_hash FROM events;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122053533_JournalLines') THEN
    DROP TABLE events;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122053533_JournalLines') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122053533_JournalLines', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122055436_Trips') THEN
    CREATE TABLE bookings (
        officer_id character varying(64) COLLATE "C" NOT NULL,
        piece bigint NOT NULL,
        trip_number character varying(40) COLLATE "C" NOT NULL,
        CONSTRAINT pk_bookings PRIMARY KEY (officer_id, piece)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122055436_Trips') THEN
    CREATE TABLE contents (
        hash character varying(64) COLLATE "C" NOT NULL,
        media_type character varying(60) NOT NULL,
        bytes bytea NOT NULL,
        at bigint NOT NULL,
        CONSTRAINT pk_contents PRIMARY KEY (hash)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122055436_Trips') THEN
    CREATE TABLE proposals (
        case_number character varying(64) COLLATE "C" NOT NULL,
        sequence bigint NOT NULL,
        task_id character varying(80) COLLATE "C" NOT NULL,
        department_id character varying(40) COLLATE "C" NOT NULL,
        kind integer NOT NULL,
        item_code character varying(40) COLLATE "C" NOT NULL,
        applicant_name character varying(200) NOT NULL,
        applicant_id character varying(60) NOT NULL,
        county_code character varying(20),
        site character varying(400) NOT NULL,
        from_day date NOT NULL,
        to_day date NOT NULL,
        reason character varying(1000),
        at bigint NOT NULL,
        status integer NOT NULL,
        trip character varying(40) COLLATE "C",
        CONSTRAINT pk_proposals PRIMARY KEY (case_number, sequence)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122055436_Trips') THEN
    CREATE TABLE trip_bodies (
        department_id character varying(40) COLLATE "C" NOT NULL,
        trip_number character varying(40) COLLATE "C" NOT NULL,
        answer integer NOT NULL,
        CONSTRAINT pk_trip_bodies PRIMARY KEY (department_id, trip_number)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122055436_Trips') THEN
    CREATE TABLE trips (
        number character varying(40) COLLATE "C" NOT NULL,
        version bigint NOT NULL,
        head_hash bytea NOT NULL,
        kind integer NOT NULL,
        status integer NOT NULL,
        lead_department_id character varying(40) COLLATE "C" NOT NULL,
        title character varying(300) NOT NULL,
        place character varying(300),
        legs integer NOT NULL,
        convened_at bigint NOT NULL,
        starts_at bigint,
        ends_at bigint,
        CONSTRAINT pk_trips PRIMARY KEY (number)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122055436_Trips') THEN
    CREATE INDEX ix_bookings_trip_number ON bookings (trip_number);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122055436_Trips') THEN
    CREATE INDEX ix_proposals_status_at ON proposals (status, at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122055436_Trips') THEN
    CREATE INDEX ix_trip_bodies_trip_number ON trip_bodies (trip_number);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122055436_Trips') THEN
    CREATE INDEX ix_trips_convened_at ON trips (convened_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122055436_Trips') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122055436_Trips', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122061623_Supervision') THEN
    ALTER TABLE cases ADD alarm bigint;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122061623_Supervision') THEN
    CREATE TABLE cards (
        case_number character varying(64) COLLATE "C" NOT NULL,
        card_id character varying(40) COLLATE "C" NOT NULL,
        level character varying(20) NOT NULL,
        rule character varying(40) NOT NULL,
        clock character varying(20),
        cause_zh character varying(500) NOT NULL,
        cause_en character varying(800) NOT NULL,
        flow_name_zh character varying(200) NOT NULL,
        flow_name_en character varying(300) NOT NULL,
        department_id character varying(40) COLLATE "C" NOT NULL,
        applicant_name character varying(200) NOT NULL,
        owner_role character varying(40) COLLATE "C" NOT NULL,
        owner_department_id character varying(40) COLLATE "C",
        owner_region character varying(40),
        owner_user_id character varying(64) COLLATE "C",
        owner_name character varying(100),
        raised_at bigint NOT NULL,
        status integer NOT NULL,
        is_open boolean NOT NULL,
        order_id character varying(40),
        order_role character varying(40) COLLATE "C",
        order_department_id character varying(40) COLLATE "C",
        order_step integer NOT NULL,
        CONSTRAINT pk_cards PRIMARY KEY (case_number, card_id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122061623_Supervision') THEN
    CREATE TABLE heartbeats (
        engine character varying(100) COLLATE "C" NOT NULL,
        at bigint NOT NULL,
        CONSTRAINT pk_heartbeats PRIMARY KEY (engine)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122061623_Supervision') THEN
    CREATE INDEX ix_cases_item_code_applicant_name ON cases (item_code, applicant_name);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122061623_Supervision') THEN
    CREATE INDEX ix_cards_department_id_is_open_raised_at ON cards (department_id, is_open, raised_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122061623_Supervision') THEN
    CREATE INDEX ix_cards_is_open_raised_at_case_number ON cards (is_open, raised_at, case_number);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122061623_Supervision') THEN
    INSERT INTO timers (case_number, bookmark_id, kind, due, next_attempt) SELECT case_number, 'clock', 'clock', 0, 0 FROM cases WHERE status <> 5;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122061623_Supervision') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122061623_Supervision', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122063911_People') THEN
    CREATE TABLE notices (
        user_id character varying(64) COLLATE "C" NOT NULL,
        at bigint NOT NULL,
        key character varying(100) COLLATE "C" NOT NULL,
        kind character varying(40) NOT NULL,
        case_number character varying(64) COLLATE "C" NOT NULL,
        task_id character varying(80) COLLATE "C",
        from_name character varying(100) NOT NULL,
        task_name_zh character varying(200),
        task_name_en character varying(300),
        text character varying(2000),
        read_at bigint,
        CONSTRAINT pk_notices PRIMARY KEY (user_id, at, key)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122063911_People') THEN
    CREATE TABLE substitutions (
        id character varying(40) COLLATE "C" NOT NULL,
        principal_id character varying(64) COLLATE "C" NOT NULL,
        principal_name character varying(100) NOT NULL,
        substitute_id character varying(64) COLLATE "C" NOT NULL,
        substitute_name character varying(100) NOT NULL,
        "from" bigint NOT NULL,
        until bigint NOT NULL,
        reason character varying(500),
        set_by_id character varying(64) COLLATE "C" NOT NULL,
        set_by_name character varying(100) NOT NULL,
        set_at bigint NOT NULL,
        ended_by_id character varying(64) COLLATE "C",
        ended_by_name character varying(100),
        ended_at bigint,
        CONSTRAINT pk_substitutions PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122063911_People') THEN
    CREATE INDEX ix_substitutions_principal_id_until ON substitutions (principal_id, until);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122063911_People') THEN
    CREATE INDEX ix_substitutions_substitute_id_until ON substitutions (substitute_id, until);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122063911_People') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122063911_People', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122071048_CalendarNotices') THEN
    CREATE TABLE calendar_notices (
        year integer NOT NULL,
        version integer NOT NULL,
        notice character varying(300) NOT NULL,
        notice_date date NOT NULL,
        json text NOT NULL,
        applied_at bigint NOT NULL,
        applied_by_id character varying(64) NOT NULL,
        applied_by_name character varying(100) NOT NULL,
        lists_renewed_at bigint,
        CONSTRAINT pk_calendar_notices PRIMARY KEY (year, version)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122071048_CalendarNotices') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122071048_CalendarNotices', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122084218_Versions') THEN
    DROP INDEX ix_definitions_flow_code_version;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122084218_Versions') THEN
    ALTER TABLE definitions DROP COLUMN is_current;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122084218_Versions') THEN
    ALTER TABLE definitions ALTER COLUMN definition_id TYPE character varying(100) COLLATE "C";
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122084218_Versions') THEN
    ALTER TABLE definitions ADD approved_by character varying(100);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122084218_Versions') THEN
    ALTER TABLE definitions ADD change_note character varying(2000);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122084218_Versions') THEN
    ALTER TABLE definitions ADD effective_from date;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122084218_Versions') THEN
    ALTER TABLE definitions ADD region character varying(20);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122084218_Versions') THEN
    ALTER TABLE definitions ADD retired_from date;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122084218_Versions') THEN
    CREATE TABLE definition_lives (
        definition_id character varying(100) COLLATE "C" NOT NULL,
        version bigint NOT NULL,
        head_hash bytea NOT NULL,
        revision integer NOT NULL,
        name character varying(300) NOT NULL,
        flow_code character varying(40) COLLATE "C",
        department_id character varying(40) COLLATE "C",
        region character varying(20),
        stage integer NOT NULL,
        last_version integer NOT NULL,
        draft_saved_at bigint,
        draft_saved_by_name character varying(100),
        CONSTRAINT pk_definition_lives PRIMARY KEY (definition_id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122084218_Versions') THEN
    CREATE TABLE draft_editors (
        definition_id character varying(100) COLLATE "C" NOT NULL,
        "window" character varying(64) COLLATE "C" NOT NULL,
        user_id character varying(64) COLLATE "C" NOT NULL,
        name character varying(100) NOT NULL,
        seen_at bigint NOT NULL,
        CONSTRAINT pk_draft_editors PRIMARY KEY (definition_id, "window")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122084218_Versions') THEN
    CREATE TABLE drafts (
        definition_id character varying(100) COLLATE "C" NOT NULL,
        revision integer NOT NULL,
        hash character varying(64) COLLATE "C" NOT NULL,
        saved_at bigint NOT NULL,
        saved_by_id character varying(64) COLLATE "C" NOT NULL,
        saved_by_name character varying(100) NOT NULL,
        json text NOT NULL,
        CONSTRAINT pk_drafts PRIMARY KEY (definition_id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122084218_Versions') THEN
    CREATE UNIQUE INDEX ix_definitions_definition_id_version ON definitions (definition_id, version);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122084218_Versions') THEN
    CREATE INDEX ix_definitions_flow_code ON definitions (flow_code);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122084218_Versions') THEN
    CREATE INDEX ix_draft_editors_seen_at ON draft_editors (seen_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122084218_Versions') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122084218_Versions', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122090826_Incidents') THEN
    CREATE TABLE incidents (
        case_number character varying(64) COLLATE "C" NOT NULL,
        sequence bigint NOT NULL,
        context integer NOT NULL,
        activity_id character varying(100) NOT NULL,
        name_zh character varying(200) NOT NULL,
        name_en character varying(300) NOT NULL,
        message character varying(1000) NOT NULL,
        cause character varying(1000),
        at bigint NOT NULL,
        stops boolean NOT NULL,
        flow_code character varying(40) COLLATE "C" NOT NULL,
        flow_name_zh character varying(200) NOT NULL,
        flow_name_en character varying(300) NOT NULL,
        definition_hash character varying(64) COLLATE "C" NOT NULL,
        department_id character varying(40) COLLATE "C" NOT NULL,
        CONSTRAINT pk_incidents PRIMARY KEY (case_number, sequence)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122090826_Incidents') THEN
    CREATE INDEX ix_incidents_at_case_number_sequence ON incidents (at, case_number, sequence);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122090826_Incidents') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122090826_Incidents', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122091541_Organisation') THEN
    CREATE TABLE case_marks (
        user_id character varying(64) COLLATE "C" NOT NULL,
        case_number character varying(64) COLLATE "C" NOT NULL,
        seen_version bigint NOT NULL,
        seen_at bigint,
        followed_at bigint,
        CONSTRAINT pk_case_marks PRIMARY KEY (user_id, case_number)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122091541_Organisation') THEN
    CREATE TABLE posts (
        code character varying(40) COLLATE "C" NOT NULL,
        name_zh character varying(100) NOT NULL,
        name_en character varying(100) NOT NULL,
        department_id character varying(40) COLLATE "C" NOT NULL,
        region character varying(40) COLLATE "C",
        superior character varying(40) COLLATE "C",
        is_head boolean NOT NULL,
        CONSTRAINT pk_posts PRIMARY KEY (code)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122091541_Organisation') THEN
    CREATE TABLE reminders (
        id character varying(40) COLLATE "C" NOT NULL,
        user_id character varying(64) COLLATE "C" NOT NULL,
        case_number character varying(64) COLLATE "C" NOT NULL,
        at bigint NOT NULL,
        text character varying(500),
        done_at bigint,
        CONSTRAINT pk_reminders PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122091541_Organisation') THEN
    CREATE TABLE post_holders (
        post_code character varying(40) COLLATE "C" NOT NULL,
        user_id character varying(64) COLLATE "C" NOT NULL,
        CONSTRAINT pk_post_holders PRIMARY KEY (post_code, user_id),
        CONSTRAINT fk_post_holders_posts_post_code FOREIGN KEY (post_code) REFERENCES posts (code) ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122091541_Organisation') THEN
    CREATE INDEX ix_case_marks_user_id_followed_at ON case_marks (user_id, followed_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122091541_Organisation') THEN
    CREATE INDEX ix_reminders_user_id_at ON reminders (user_id, at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122091541_Organisation') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122091541_Organisation', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122122334_MigrationPlans') THEN
    CREATE TABLE migration_plans (
        plan_id character varying(120) COLLATE "C" NOT NULL,
        version bigint NOT NULL,
        head_hash bytea NOT NULL,
        definition_id character varying(100) COLLATE "C" NOT NULL,
        flow_code character varying(40) COLLATE "C" NOT NULL,
        department_id character varying(40) COLLATE "C",
        target_version integer NOT NULL,
        stage integer NOT NULL,
        reason character varying(2000) NOT NULL,
        drafted_at bigint NOT NULL,
        drafted_by_name character varying(100) NOT NULL,
        cases integer NOT NULL,
        ready integer NOT NULL,
        migrated integer NOT NULL,
        skipped integer NOT NULL,
        taken_back integer NOT NULL,
        leased_until bigint,
        CONSTRAINT pk_migration_plans PRIMARY KEY (plan_id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122122334_MigrationPlans') THEN
    CREATE INDEX ix_migration_plans_definition_id_drafted_at ON migration_plans (definition_id, drafted_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122122334_MigrationPlans') THEN
    CREATE INDEX ix_migration_plans_stage_leased_until ON migration_plans (stage, leased_until);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122122334_MigrationPlans') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122122334_MigrationPlans', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122130510_Ledgers') THEN
    CREATE TABLE ledger_leaves (
        stream character varying(64) COLLATE "C" NOT NULL,
        last_sequence bigint NOT NULL,
        first_sequence bigint NOT NULL,
        page bigint NOT NULL,
        head_hash bytea NOT NULL,
        events_root bytea NOT NULL,
        CONSTRAINT pk_ledger_leaves PRIMARY KEY (stream, last_sequence)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122130510_Ledgers') THEN
    CREATE TABLE ledger_pages (
        number bigint NOT NULL,
        day date NOT NULL,
        at bigint NOT NULL,
        page character varying(2000) NOT NULL,
        signature bytea NOT NULL,
        CONSTRAINT pk_ledger_pages PRIMARY KEY (number)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122130510_Ledgers') THEN
    CREATE TABLE ledger_timestamps (
        page bigint NOT NULL,
        authority character varying(300) NOT NULL,
        at bigint NOT NULL,
        token bytea NOT NULL,
        CONSTRAINT pk_ledger_timestamps PRIMARY KEY (page)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122130510_Ledgers') THEN
    CREATE TABLE read_logs (
        stream character varying(70) COLLATE "C" NOT NULL,
        version bigint NOT NULL,
        head_hash bytea NOT NULL,
        at bigint NOT NULL,
        CONSTRAINT pk_read_logs PRIMARY KEY (stream)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122130510_Ledgers') THEN
    CREATE INDEX ix_ledger_leaves_page_stream ON ledger_leaves (page, stream);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122130510_Ledgers') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122130510_Ledgers', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122133157_Messages') THEN
    ALTER TABLE asp_net_users ADD language character varying(10);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122133157_Messages') THEN
    CREATE TABLE message_opt_outs (
        subject character varying(64) COLLATE "C" NOT NULL,
        class integer NOT NULL,
        channel character varying(20) COLLATE "C" NOT NULL,
        at bigint NOT NULL,
        CONSTRAINT pk_message_opt_outs PRIMARY KEY (subject, class, channel)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122133157_Messages') THEN
    CREATE TABLE message_steps (
        message_key character varying(240) COLLATE "C" NOT NULL,
        version bigint NOT NULL,
        at bigint NOT NULL,
        what character varying(40) NOT NULL,
        reason character varying(60),
        by character varying(100),
        CONSTRAINT pk_message_steps PRIMARY KEY (message_key, version)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122133157_Messages') THEN
    CREATE TABLE messages (
        key character varying(240) COLLATE "C" NOT NULL,
        event_key character varying(160) COLLATE "C" NOT NULL,
        event_name character varying(60) NOT NULL,
        case_number character varying(64) COLLATE "C" NOT NULL,
        recipient_id character varying(64) COLLATE "C" NOT NULL,
        channel character varying(20) COLLATE "C" NOT NULL,
        address character varying(254) COLLATE "C",
        class integer NOT NULL,
        template_id character varying(40) NOT NULL,
        template_version integer NOT NULL,
        chinese boolean NOT NULL,
        subject character varying(400) NOT NULL,
        text text NOT NULL,
        at bigint NOT NULL,
        state integer NOT NULL,
        due_at bigint,
        attempts integer NOT NULL,
        reason character varying(60),
        sent_at bigint,
        delivered_at bigint,
        not_held_since bigint,
        version bigint NOT NULL,
        CONSTRAINT pk_messages PRIMARY KEY (key)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122133157_Messages') THEN
    CREATE INDEX ix_messages_address_sent_at ON messages (address, sent_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122133157_Messages') THEN
    CREATE INDEX ix_messages_at ON messages (at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122133157_Messages') THEN
    CREATE INDEX ix_messages_case_number_at ON messages (case_number, at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122133157_Messages') THEN
    CREATE INDEX ix_messages_due_at ON messages (due_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122133157_Messages') THEN
    CREATE INDEX ix_messages_recipient_id_at ON messages (recipient_id, at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122133157_Messages') THEN
    CREATE INDEX ix_messages_state_at ON messages (state, at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122133157_Messages') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122133157_Messages', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122155456_Feed') THEN
    CREATE TABLE feed (
        number bigint NOT NULL,
        stream character varying(64) COLLATE "C" NOT NULL,
        first_sequence bigint NOT NULL,
        last_sequence bigint NOT NULL,
        at bigint NOT NULL,
        CONSTRAINT pk_feed PRIMARY KEY (number)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122155456_Feed') THEN
    CREATE TABLE feed_deliveries (
        receiver character varying(64) COLLATE "C" NOT NULL,
        delivered bigint NOT NULL,
        attempts integer NOT NULL,
        failing_since bigint,
        next_at bigint,
        error character varying(1000),
        stopped boolean NOT NULL,
        confirmed_at bigint,
        leased_until bigint,
        leased_by character varying(64),
        CONSTRAINT pk_feed_deliveries PRIMARY KEY (receiver)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122155456_Feed') THEN
    CREATE UNIQUE INDEX ix_feed_stream_last_sequence ON feed (stream, last_sequence);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122155456_Feed') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122155456_Feed', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122190240_Packets') THEN
    CREATE TABLE packet_bodies (
        department_id character varying(40) COLLATE "C" NOT NULL,
        packet_number character varying(64) COLLATE "C" NOT NULL,
        CONSTRAINT pk_packet_bodies PRIMARY KEY (department_id, packet_number)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122190240_Packets') THEN
    CREATE TABLE packet_feedback (
        packet_number character varying(64) COLLATE "C" NOT NULL,
        feedback_id character varying(20) COLLATE "C" NOT NULL,
        applicant_id character varying(60) COLLATE "C" NOT NULL,
        case_number character varying(64) COLLATE "C" NOT NULL,
        item_name_zh character varying(300) NOT NULL,
        item_name_en character varying(300) NOT NULL,
        department_id character varying(40) COLLATE "C" NOT NULL,
        kind integer NOT NULL,
        text text NOT NULL,
        on_day date NOT NULL,
        at bigint NOT NULL,
        CONSTRAINT pk_packet_feedback PRIMARY KEY (packet_number, feedback_id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122190240_Packets') THEN
    CREATE TABLE packets (
        number character varying(64) COLLATE "C" NOT NULL,
        version bigint NOT NULL,
        head_hash bytea NOT NULL,
        case_number character varying(64) COLLATE "C" NOT NULL,
        item_code character varying(40) COLLATE "C" NOT NULL,
        item_name_zh character varying(300) NOT NULL,
        item_name_en character varying(300) NOT NULL,
        applicant_name character varying(200) NOT NULL,
        county_code character varying(20),
        result character varying(40) NOT NULL,
        approving_department_id character varying(40) COLLATE "C" NOT NULL,
        department_id character varying(40) COLLATE "C" NOT NULL,
        status integer NOT NULL,
        sent_at bigint NOT NULL,
        waiting_since bigint NOT NULL,
        claim_days double precision NOT NULL,
        claimed_at bigint,
        claimed_by_name character varying(100),
        findings integer NOT NULL,
        adverse integer NOT NULL,
        is_revoking boolean NOT NULL,
        CONSTRAINT pk_packets PRIMARY KEY (number)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122190240_Packets') THEN
    CREATE INDEX ix_packet_bodies_packet_number ON packet_bodies (packet_number);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122190240_Packets') THEN
    CREATE INDEX ix_packet_feedback_applicant_id ON packet_feedback (applicant_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122190240_Packets') THEN
    CREATE INDEX ix_packets_case_number ON packets (case_number);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122190240_Packets') THEN
    CREATE INDEX ix_packets_sent_at ON packets (sent_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122190240_Packets') THEN
    CREATE INDEX ix_packets_status_waiting_since ON packets (status, waiting_since);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122190240_Packets') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122190240_Packets', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122200153_Retention') THEN
    ALTER TABLE trips ADD redacted_by character varying(100);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122200153_Retention') THEN
    ALTER TABLE contents ADD redacted_by character varying(100);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122200153_Retention') THEN
    ALTER TABLE cases ADD redacted_by character varying(100);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122200153_Retention') THEN
    CREATE TABLE redactions (
        stream character varying(80) COLLATE "C" NOT NULL,
        case_number character varying(64) COLLATE "C" NOT NULL,
        version bigint NOT NULL,
        head_hash bytea NOT NULL,
        stage integer NOT NULL,
        is_held boolean NOT NULL,
        at bigint NOT NULL,
        CONSTRAINT pk_redactions PRIMARY KEY (stream)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122200153_Retention') THEN
    CREATE INDEX ix_redactions_stage_at ON redactions (stage, at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122200153_Retention') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122200153_Retention', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122203035_Boards') THEN
    CREATE TABLE anomalies (
        case_number character varying(64) COLLATE "C" NOT NULL,
        sequence bigint NOT NULL,
        code character varying(40) COLLATE "C" NOT NULL,
        subject character varying(100) COLLATE "C" NOT NULL,
        department_id character varying(40) COLLATE "C" NOT NULL,
        flow_code character varying(40) COLLATE "C" NOT NULL,
        at bigint NOT NULL,
        zh character varying(1000) NOT NULL,
        en character varying(1500) NOT NULL,
        related_case character varying(64) COLLATE "C",
        finding character varying(20),
        finding_text character varying(1000),
        found_by_name character varying(100),
        found_at bigint,
        CONSTRAINT pk_anomalies PRIMARY KEY (case_number, sequence, code)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122203035_Boards') THEN
    CREATE TABLE board_cases (
        case_number character varying(64) COLLATE "C" NOT NULL,
        version bigint NOT NULL,
        rules character varying(40) COLLATE "C" NOT NULL,
        department_id character varying(40) COLLATE "C" NOT NULL,
        item_code character varying(40) COLLATE "C" NOT NULL,
        flow_code character varying(40) COLLATE "C" NOT NULL,
        window_id character varying(64) COLLATE "C" NOT NULL,
        window_name character varying(100),
        received_on date NOT NULL,
        accepted_on date,
        ended_on date,
        result character varying(60),
        is_decided boolean NOT NULL,
        decider_id character varying(64) COLLATE "C",
        decider_name character varying(100),
        promised_days double precision,
        law_days double precision,
        used_days double precision,
        law_used_days double precision,
        in_time boolean,
        in_law boolean,
        waited_days integer,
        due date,
        paused_by character varying(40),
        paused_until date,
        moved_at bigint NOT NULL,
        corrections integer NOT NULL,
        yellow_cards integer NOT NULL,
        red_cards integer NOT NULL,
        CONSTRAINT pk_board_cases PRIMARY KEY (case_number)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122203035_Boards') THEN
    CREATE TABLE board_reasons (
        case_number character varying(64) COLLATE "C" NOT NULL,
        sequence bigint NOT NULL,
        kind integer NOT NULL,
        "on" date NOT NULL,
        department_id character varying(40) COLLATE "C" NOT NULL,
        item_code character varying(40) COLLATE "C" NOT NULL,
        flow_code character varying(40) COLLATE "C" NOT NULL,
        window_id character varying(64) COLLATE "C" NOT NULL,
        text character varying(200) NOT NULL,
        CONSTRAINT pk_board_reasons PRIMARY KEY (case_number, sequence)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122203035_Boards') THEN
    CREATE TABLE board_steps (
        task_id character varying(80) COLLATE "C" NOT NULL,
        case_number character varying(64) COLLATE "C" NOT NULL,
        person_id character varying(64) COLLATE "C" NOT NULL,
        person_name character varying(100) NOT NULL,
        role character varying(40) NOT NULL,
        step_department_id character varying(40) COLLATE "C",
        department_id character varying(40) COLLATE "C" NOT NULL,
        item_code character varying(40) COLLATE "C" NOT NULL,
        flow_code character varying(40) COLLATE "C" NOT NULL,
        name_zh character varying(200) NOT NULL,
        name_en character varying(300) NOT NULL,
        ended_at bigint NOT NULL,
        ended_on date NOT NULL,
        ended_minute bigint NOT NULL,
        outcome character varying(60) NOT NULL,
        limit_days double precision,
        used_days double precision,
        in_time boolean,
        CONSTRAINT pk_board_steps PRIMARY KEY (task_id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122203035_Boards') THEN
    CREATE INDEX ix_anomalies_code_subject ON anomalies (code, subject);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122203035_Boards') THEN
    CREATE INDEX ix_anomalies_finding_at ON anomalies (finding, at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122203035_Boards') THEN
    CREATE INDEX ix_board_cases_ended_on_department_id ON board_cases (ended_on, department_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122203035_Boards') THEN
    CREATE INDEX ix_board_cases_received_on_department_id ON board_cases (received_on, department_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122203035_Boards') THEN
    CREATE INDEX ix_board_reasons_on_kind ON board_reasons ("on", kind);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122203035_Boards') THEN
    CREATE INDEX ix_board_steps_case_number ON board_steps (case_number);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122203035_Boards') THEN
    CREATE INDEX ix_board_steps_ended_minute_person_id ON board_steps (ended_minute, person_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122203035_Boards') THEN
    CREATE INDEX ix_board_steps_ended_on_person_id ON board_steps (ended_on, person_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122203035_Boards') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122203035_Boards', '10.0.14');
    END IF;
END $EF$;
COMMIT;
