/** Longest comment, in UTF-16 units. */
export const maxBody = 20_000;
/** Most people one comment may call. */
export const maxMentions = 50;
/** Longest suggestion as JSON. */
export const maxSuggestion = 64_000;

/** What one may react with, in the order of the picker. Few, so that they are read as votes and not as decoration. */
export const reactions = ["👍", "👎", "😄", "🎉", "❤️", "🚀", "👀"] as const;
export type Reaction = (typeof reactions)[number];

export const reactionLabels: Record<Reaction, string> = {
  "👍": "Thumbs up",
  "👎": "Thumbs down",
  "😄": "Laugh",
  "🎉": "Celebrate",
  "❤️": "Heart",
  "🚀": "Rocket",
  "👀": "Eyes",
};

/** Who wrote a comment: a member, or a guest who came by a share link. */
export type Author = { kind: "member" | "guest"; id: string; name: string };
