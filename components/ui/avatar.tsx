import { cn } from "./cn";

type AvatarProps = {
  name: string;
  size?: "xs" | "sm" | "md" | "lg";
  /** Where the name stands beside it, the picture is decoration. */
  decorative?: boolean;
  className?: string;
};

const sizes = { xs: "size-4.5 text-[9px]", sm: "size-5.5 text-[10px]", md: "size-7 text-2xs", lg: "size-10 text-sm" };
const tones = [
  "bg-accent-soft text-accent-ink",
  "bg-ok-soft text-ok-ink",
  "bg-warn-soft text-warn-ink",
  "bg-danger-soft text-danger-ink",
  "bg-note-soft text-note-ink",
  "bg-pressed text-text",
];

/** Initials on a colour that stays the same for the same name. */
export function Avatar({ name, size = "sm", decorative = false, className }: AvatarProps) {
  return (
    <span
      {...(decorative ? { "aria-hidden": true } : { role: "img", "aria-label": name, "data-tip": "" })}
      className={cn("avatar", sizes[size], tones[toneOf(name)], className)}
    >
      {initials(name)}
    </span>
  );
}

/** One or two letters of a name. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s._@-]+/u)
    .filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("") || "?";
}

/** Which of six colours a name has, always the same. */
export function toneOf(name: string): number {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum % tones.length;
}
