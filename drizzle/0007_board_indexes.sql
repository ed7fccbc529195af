DROP INDEX "reviews_owner_idx";--> statement-breakpoint
CREATE INDEX "reviews_phase_idx" ON "reviews" USING btree ("team_id","phase","updated_at" DESC NULLS FIRST,"number" DESC NULLS FIRST) WHERE archived_at is null;--> statement-breakpoint
CREATE INDEX "reviews_risk_idx" ON "reviews" USING btree ("team_id","risk","updated_at" DESC NULLS FIRST,"number" DESC NULLS FIRST) WHERE archived_at is null;--> statement-breakpoint
CREATE INDEX "reviews_reviewers_idx" ON "reviews" USING gin ("reviewer_ids");--> statement-breakpoint
CREATE INDEX "reviews_owner_idx" ON "reviews" USING btree ("owner_id","team_id","updated_at" DESC NULLS FIRST,"number" DESC NULLS FIRST);