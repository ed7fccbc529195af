import { actorName, commentExcerpt, notificationPath, notificationWords, type ToldEvent } from "./notification-words";
import type { NotificationKind } from "./notifications";

/** A notification as a mail tells of it. */
export type MailItem = {
  kind: NotificationKind;
  event: ToldEvent;
  actor: { name: string } | null;
  team: { slug: string; name: string };
  review: { id: string; number: number; title: string };
  /** The comment it is about, while it stands, and the number of the event that wrote it. */
  comment: { body: string; event: number } | null;
};

export type Mail = { subject: string; text: string; html: string; headers: Record<string, string> };

/** Addresses that a mail leads to; `base` is the public address of Lintel without a slash at its end. */
export type MailLinks = { base: string; unsubscribe: string };

/** A mail with more would be one that nobody reads to its end. */
const mostItems = 30;
const excerptLength = 600;

/** The mail that tells at once of what happened on one review. All mails of a review make one thread in a mail program. */
export function reviewMail(items: readonly [MailItem, ...MailItem[]], links: MailLinks): Mail {
  const { review, team } = items[0];
  // The thread hangs on a message that nobody sent, the same for every mail of the review.
  const root = `<review-${review.id}@${hostOf(links)}>`;
  return {
    subject: oneLine(`[${team.name}] ${review.title} (#${review.number})`),
    ...bodies([items], items.length, links),
    headers: { "In-Reply-To": root, References: root, ...listHeaders(links) },
  };
}

/** The mail of the day, with everything that was not read, under the reviews it is about. */
export function digestMail(items: readonly [MailItem, ...MailItem[]], links: MailLinks): Mail {
  const groups = new Map<string, MailItem[]>();
  for (const item of items) groups.set(item.review.id, [...(groups.get(item.review.id) ?? []), item]);
  const subject = `Lintel: ${counted(items.length, "notification")} in ${counted(groups.size, "review")}`;
  return { subject, ...bodies([...groups.values()], items.length, links), headers: listHeaders(links) };
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** The host that message ids of this Lintel end with. */
export function hostOf({ base }: Pick<MailLinks, "base">): string {
  return /^https?:\/\/([^/:]+|\[[^\]]+\])/.exec(base)?.[1] ?? "lintel";
}

/** RFC 8058: the mail program itself may offer to unsubscribe, with one click and without opening a page. */
function listHeaders(links: MailLinks): Record<string, string> {
  return {
    "List-Id": `Lintel notifications <notifications.${hostOf(links)}>`,
    "List-Unsubscribe": `<${links.unsubscribe}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "Auto-Submitted": "auto-generated",
  };
}

type Told = { words: string; excerpt: string | null; link: string };
type Section = { title: string; team: string; link: string; told: Told[] };

function bodies(groups: readonly (readonly MailItem[])[], count: number, links: MailLinks) {
  let room = mostItems;
  const sections: Section[] = [];
  for (const group of groups) {
    const [first] = group;
    const shown = group.slice(0, room);
    room -= shown.length;
    if (!first || shown.length === 0) continue;
    sections.push({
      title: oneLine(`${first.review.title} (#${first.review.number})`),
      team: oneLine(first.team.name),
      link: `${links.base}/${first.team.slug}/reviews/${first.review.number}`,
      told: shown.map((item) => told(item, links)),
    });
  }
  const more = Math.max(0, count - mostItems);
  return { text: plainBody(sections, more, links), html: htmlBody(sections, more, links) };
}

function told({ actor, event, kind, team, review, comment }: MailItem, { base }: MailLinks): Told {
  return {
    words: oneLine(`${actorName(actor, event)} ${notificationWords(event, kind)}`),
    excerpt: comment ? commentExcerpt(comment.body, excerptLength) : null,
    link: base + notificationPath({ team: team.slug, number: review.number }, event, comment),
  };
}

const settingsLink = (links: MailLinks) => `${links.base}/account#notifications`;
const reason = "You get this mail because of what you own, review or take part in at Lintel.";

function plainBody(sections: readonly Section[], more: number, links: MailLinks): string {
  const parts = sections.map(({ title, team, told }) =>
    [
      `${title}, ${team}`,
      ...told.map(({ words, excerpt, link }) =>
        [words, ...(excerpt ? [excerpt.replace(/^/gm, "> ")] : []), link].join("\n"),
      ),
    ].join("\n\n"),
  );
  if (more > 0) parts.push(`And ${more} more in your inbox: ${links.base}/inbox`);
  return `${parts.join("\n\n\n")}

-- 
${reason}
Choose what you are told of: ${settingsLink(links)}
No more mail: ${links.unsubscribe}
`;
}

const quiet = "color:#5b6070;font-size:13px";

function htmlBody(sections: readonly Section[], more: number, links: MailLinks): string {
  const link = (href: string, text: string) =>
    `<a href="${escapeHtml(href)}" style="color:#2b4fc7">${escapeHtml(text)}</a>`;
  const parts = sections.map(
    ({ title, team, link: href, told }) => `<h2 style="font-size:16px;margin:24px 0 8px">${link(href, title)}
<span style="${quiet};font-weight:normal">${escapeHtml(team)}</span></h2>
${told
  .map(
    ({ words, excerpt, link: at }) => `<p style="margin:12px 0 4px">${link(at, words)}</p>
${excerpt ? `<blockquote style="margin:0 0 12px;padding-left:12px;border-left:3px solid #d9dbe1;white-space:pre-wrap">${escapeHtml(excerpt)}</blockquote>` : ""}`,
  )
  .join("\n")}`,
  );
  if (more > 0) parts.push(`<p>${link(`${links.base}/inbox`, `And ${more} more in your inbox`)}</p>`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Lintel</title></head>
<body style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;max-width:40em;margin:0 auto;padding:16px">
${parts.join("\n")}
<p style="${quiet};margin-top:32px;border-top:1px solid #d9dbe1;padding-top:12px">${reason}<br>
${link(settingsLink(links), "Choose what you are told of")} or ${link(links.unsubscribe, "get no more mail")}.</p>
</body></html>
`;
}

/** Names and titles stand in headers: a line break in one would begin another header. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
