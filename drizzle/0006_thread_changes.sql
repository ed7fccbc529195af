ALTER TABLE "threads" ADD COLUMN "last_change" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "threads_review_id_last_change_idx" ON "threads" USING btree ("review_id","last_change");