"use client";

import { MessageSquarePlus } from "lucide-react";
import { type ReactNode, type RefObject, use, useEffect, useEffectEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { MenuItem } from "@/components/ui/menu-item";
import type { Anchor } from "@/core/comments/anchor";
import { type DiagramPart, type DrawnPart, partAround, readParts } from "./diagram-parts";
import { placeKey } from "./thread-address";
import { useThreadCommands } from "./thread-commands";
import { ThreadSourceContext } from "./thread-source";
import { type Mark, useThreadState } from "./thread-store";

type DiagramThreadsInput = {
  /** What anchors call the diagram. */
  diagram: string | undefined;
  name: string;
  frame: RefObject<HTMLElement | null>;
  /** Holds the picture, which comes and changes in its own time. */
  content: RefObject<HTMLElement | null>;
};

type Choice = { part: DrawnPart; left: number; top: number };

/** A pointer that moved farther than this between down and up has dragged the picture. */
const clickRadius = 5;

/** Threads about nodes and edges of a picture: marks on them, a press on one, and a menu of all for the keyboard. */
export function useDiagramThreads({ diagram, name, frame, content }: DiagramThreadsInput): {
  menu: ReactNode;
  choice: ReactNode;
} {
  const commands = useThreadCommands();
  const refusals = use(ThreadSourceContext)?.refusals;
  const at = useThreadState((state) => state.at);
  const [parts, setParts] = useState<readonly DrawnPart[]>([]);
  const [choice, setChoice] = useState<Choice | null>(null);
  const isOn = Boolean(diagram && commands && refusals);
  useParts(content, isOn, (found) => {
    setParts(found);
    setChoice(null);
  });
  const anchorOf = (part: DiagramPart): Anchor =>
    part.kind === "node"
      ? { kind: "node", diagram: diagram ?? "", node: part.node }
      : { kind: "edge", diagram: diagram ?? "", from: part.from, to: part.to };
  const markOf = (part: DiagramPart): Mark | undefined => at?.get(placeKey(anchorOf(part)));
  useBadges(parts, JSON.stringify(parts.map((part) => markOf(part) ?? null)));

  const press = (part: DrawnPart | null, x: number, y: number) => {
    const box = frame.current?.parentElement?.getBoundingClientRect();
    if (!part || !box) return setChoice(null);
    const mark = markOf(part);
    if (mark) commands?.openPlace(anchorOf(part), mark.threads);
    else if (refusals?.write === null) setChoice({ part, left: x - box.left, top: y - box.top });
  };
  usePress(frame, isOn, (x, y) => press(partAround(parts, document.elementFromPoint(x, y)), x, y));

  if (!isOn || parts.length === 0) return { menu: null, choice: null };
  const start = (part: DrawnPart) => {
    setChoice(null);
    commands?.openPlace(anchorOf(part), markOf(part)?.threads ?? []);
  };
  return {
    menu: (
      <DropdownMenu
        label={`Comment on a part of ${name}`}
        trigger={
          <IconButton size="sm" label="Comment on a part" disabledReason={refusals?.write}>
            <MessageSquarePlus aria-hidden="true" />
          </IconButton>
        }
      >
        {parts.map((part) => {
          const mark = markOf(part);
          return (
            <MenuItem
              key={placeKey(anchorOf(part))}
              description={mark ? (mark.open === 1 ? "1 open thread" : `${mark.open} open threads`) : undefined}
              onSelect={() => start(part)}
            >
              {part.label}
            </MenuItem>
          );
        })}
      </DropdownMenu>
    ),
    choice: choice && (
      <Button
        size="sm"
        className="absolute! z-10 animate-pop bg-raised! shadow-pop"
        style={{ left: Math.max(8, choice.left - 40), top: choice.top + 12 }}
        icon={<MessageSquarePlus aria-hidden="true" className="size-3.5 text-accent-ink" />}
        onClick={() => start(choice.part)}
      >
        Comment on {choice.part.label.length > 24 ? `${choice.part.label.slice(0, 23)}…` : choice.part.label}
      </Button>
    ),
  };
}

/** Reads the parts of the picture whenever it is drawn anew. */
function useParts(
  content: RefObject<HTMLElement | null>,
  isOn: boolean,
  onParts: (parts: readonly DrawnPart[]) => void,
) {
  const tell = useEffectEvent(onParts);
  useEffect(() => {
    const element = content.current;
    if (!element || !isOn) return;
    const read = () => {
      const picture = element.querySelector("svg");
      tell(picture ? readParts(picture) : []);
    };
    read();
    const observer = new MutationObserver(read);
    observer.observe(element, { childList: true });
    return () => observer.disconnect();
  }, [content, isOn]);
}

const svgSpace = "http://www.w3.org/2000/svg";

/** A number at the corner of each part that has threads. */
function useBadges(parts: readonly DrawnPart[], marks: string) {
  useEffect(() => {
    const drawn: Element[] = [];
    const known = JSON.parse(marks) as (Mark | null)[];
    parts.forEach((part, index) => {
      const mark = known[index];
      const element = part.elements[0];
      if (!mark || !element?.isConnected) return;
      for (const each of part.elements) each.setAttribute("data-thread", mark.unread > 0 ? "unread" : "open");
      const badge = badgeFor(element, mark);
      element.ownerSVGElement?.append(badge);
      drawn.push(badge);
    });
    return () => {
      for (const badge of drawn) badge.remove();
      for (const part of parts) for (const each of part.elements) each.removeAttribute("data-thread");
    };
  }, [parts, marks]);
}

function badgeFor(element: SVGGraphicsElement, { open, unread }: Mark): SVGGElement {
  const group = document.createElementNS(svgSpace, "g");
  const { x, y } = cornerOf(element);
  // Readable also in a large picture that is fitted into a small frame.
  const zoom = element.ownerSVGElement?.getScreenCTM()?.a ?? 1;
  const scale = Math.min(2.2, Math.max(1, 0.75 / zoom));
  group.setAttribute("class", `thread-badge${unread > 0 ? " is-unread" : ""}`);
  group.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
  const circle = document.createElementNS(svgSpace, "circle");
  circle.setAttribute("r", "9");
  const text = document.createElementNS(svgSpace, "text");
  text.setAttribute("text-anchor", "middle");
  text.setAttribute("dominant-baseline", "central");
  text.textContent = open > 99 ? "99+" : String(open);
  group.append(circle, text);
  return group;
}

/** The upper right corner of a node, the middle of an edge, in the coordinates of the picture. */
function cornerOf(element: SVGGraphicsElement): { x: number; y: number } {
  const picture = element.ownerSVGElement;
  const matrix = picture
    ?.getScreenCTM()
    ?.inverse()
    .multiply(element.getScreenCTM() ?? new DOMMatrix());
  const isPath = element instanceof SVGPathElement;
  const box = element.getBBox();
  const own = isPath ? element.getPointAtLength(element.getTotalLength() / 2) : new DOMPoint(box.x + box.width, box.y);
  const { x, y } = matrix ? new DOMPoint(own.x, own.y).matrixTransform(matrix) : own;
  return { x, y };
}

/** A press without a drag. The frame takes the pointer for panning, so what lies under it is asked for by its place. */
function usePress(frame: RefObject<HTMLElement | null>, isOn: boolean, onPress: (x: number, y: number) => void) {
  const press = useEffectEvent(onPress);
  useEffect(() => {
    const element = frame.current;
    if (!element || !isOn) return;
    let from: { x: number; y: number } | null = null;
    const onDown = (event: PointerEvent) => {
      from = event.isPrimary && event.button === 0 ? { x: event.clientX, y: event.clientY } : null;
    };
    const onUp = (event: PointerEvent) => {
      const { clientX: x, clientY: y } = event;
      if (from && Math.hypot(x - from.x, y - from.y) <= clickRadius) press(x, y);
      from = null;
    };
    element.addEventListener("pointerdown", onDown);
    element.addEventListener("pointerup", onUp);
    return () => {
      element.removeEventListener("pointerdown", onDown);
      element.removeEventListener("pointerup", onUp);
    };
  }, [frame, isOn]);
}
