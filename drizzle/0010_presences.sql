CREATE UNLOGGED TABLE "presences" (
	"review_id" uuid NOT NULL,
	"process_id" uuid NOT NULL,
	"client_id" bigint NOT NULL,
	"clock" integer NOT NULL,
	"state" jsonb NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "presences_review_id_process_id_client_id_pk" PRIMARY KEY("review_id","process_id","client_id")
);
--> statement-breakpoint
CREATE INDEX "presences_process_id_idx" ON "presences" USING btree ("process_id");--> statement-breakpoint
CREATE INDEX "presences_seen_at_idx" ON "presences" USING btree ("seen_at");