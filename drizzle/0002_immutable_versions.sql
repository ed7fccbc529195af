-- A published version never changes, whoever asks.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is immutable: rows of it are never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER versions_are_immutable BEFORE UPDATE OR DELETE ON versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER versions_are_never_truncated BEFORE TRUNCATE ON versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER events_are_immutable BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The role the app works as owns nothing. Where it may not be created (some managed servers), the triggers stand alone.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lintel_app') THEN
    BEGIN
      CREATE ROLE lintel_app NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END IF;
  EXECUTE format('GRANT lintel_app TO %I', current_user);
  GRANT USAGE ON SCHEMA public TO lintel_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO lintel_app;
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO lintel_app;
  ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO lintel_app;
  REVOKE UPDATE, DELETE ON versions, events FROM lintel_app;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE WARNING 'The role lintel_app could not be created; versions are guarded by triggers alone.';
END $$;
