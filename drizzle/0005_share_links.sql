CREATE TABLE "share_visits" (
	"share_link_id" uuid NOT NULL,
	"visitor" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "share_visits_share_link_id_visitor_pk" PRIMARY KEY("share_link_id","visitor")
);
--> statement-breakpoint
ALTER TABLE "share_links" ADD COLUMN "shows_score" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "share_links" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "share_visits" ADD CONSTRAINT "share_visits_share_link_id_share_links_id_fk" FOREIGN KEY ("share_link_id") REFERENCES "public"."share_links"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "share_visits_at_idx" ON "share_visits" USING btree ("at");