import type { Spec } from "@/core/spec/definition";
import { writeSpec } from "@/core/spec/draft";
import { loadReviewById } from "@/server/access";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { currentSpec } from "@/server/draft-projection";
import { draftStore } from "@/server/draft-store";
import { sectionsOfUpdate } from "@/server/draft-update";

/** Makes the whole draft equal to a specification, as one edit that open editors see at once and can undo. */
export async function replaceDraft(context: Context, actor: Actor, reviewId: string, spec: Spec): Promise<void> {
  await loadReviewById(context, actor, reviewId, "draft.edit");
  const store = draftStore(context);
  const { doc } = await store.load(reviewId);
  const updates: Uint8Array[] = [];
  doc.on("update", (update) => updates.push(update));
  writeSpec(doc, spec);
  for (const update of updates)
    await store.append(reviewId, { update, actorId: actor.userId, sections: () => sectionsOfUpdate(doc, update) });
  doc.destroy();
  await currentSpec(context, reviewId);
}
