CREATE TABLE "element_names" (
	"team_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "element_names_team_id_kind_key_pk" PRIMARY KEY("team_id","kind","key")
);
--> statement-breakpoint
DROP INDEX "elements_key_idx";--> statement-breakpoint
ALTER TABLE "element_names" ADD CONSTRAINT "element_names_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "element_names_key_idx" ON "element_names" USING gin ("team_id","key" gin_trgm_ops);