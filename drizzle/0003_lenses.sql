CREATE TABLE "lenses" (
	"team_id" uuid NOT NULL,
	"key" text NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"source" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp (3) with time zone,
	CONSTRAINT "lenses_team_id_key_version_pk" PRIMARY KEY("team_id","key","version"),
	CONSTRAINT "lenses_version_check" CHECK ("lenses"."version" > 0)
);
--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "lens_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "lenses" ADD CONSTRAINT "lenses_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lenses" ADD CONSTRAINT "lenses_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "lenses_created_by_idx" ON "lenses" USING btree ("created_by");