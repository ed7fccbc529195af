"use client";

import { useEffect } from "react";
import { findPlace } from "@/core/spec/path";
import { alignTexts } from "./text-alignment";
import { offsetIn, readTexts } from "./text-ranges";
import { readTextSelection, setTextSelection, type TextSelection } from "./text-selection";

/**
 * Follows what is selected in the one-line fields and in the texts that are read. Long texts in their editors tell of their
 * selection themselves.
 */
export function useTextSelectionWatch() {
  useEffect(() => {
    const look = () => {
      const active = document.activeElement;
      if (active instanceof HTMLElement && active.closest(".cm-editor, [data-keeps-selection]")) return;
      const found = active instanceof HTMLTextAreaElement ? inField(active) : inText();
      if (found || readTextSelection()) setTextSelection(found);
    };
    // A selection by mouse is spoken about once it is made, not while it grows.
    let isPressed = false;
    const onDown = (event: PointerEvent) => {
      isPressed = !(event.target instanceof Element && event.target.closest("[data-keeps-selection]"));
    };
    const onUp = () => {
      isPressed = false;
      requestAnimationFrame(look);
    };
    const onChange = () => {
      if (!isPressed) look();
      else if (readTextSelection() && window.getSelection()?.isCollapsed) setTextSelection(null);
    };
    const onScroll = () => readTextSelection() && look();
    document.addEventListener("pointerdown", onDown, true);
    document.addEventListener("pointerup", onUp, true);
    document.addEventListener("selectionchange", onChange);
    document.addEventListener("select", onChange, true);
    document.addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => {
      document.removeEventListener("pointerdown", onDown, true);
      document.removeEventListener("pointerup", onUp, true);
      document.removeEventListener("selectionchange", onChange);
      document.removeEventListener("select", onChange, true);
      document.removeEventListener("scroll", onScroll, true);
    };
  }, []);
}

function inField(field: HTMLTextAreaElement): TextSelection | null {
  const path = field.closest<HTMLElement>("[data-path]")?.dataset.path;
  const { selectionStart: from, selectionEnd: to, value: text } = field;
  const place = path ? findPlace(path) : null;
  if (!path || from === to || place?.kind !== "field" || place.field.kind !== "text") return null;
  const { right, top, bottom } = field.getBoundingClientRect();
  return { path, from, to, text, box: { left: right - 60, top, bottom } };
}

function inText(): TextSelection | null {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const element = textAround(range.commonAncestorContainer);
  const shown = element && readTexts.get(element);
  if (!element || !shown) return null;
  const { toSource } = alignTexts(shown.source, element.textContent ?? "");
  const found = toSource(
    offsetIn(element, range.startContainer, range.startOffset),
    offsetIn(element, range.endContainer, range.endOffset),
  );
  if (!found) return null;
  const boxes = range.getClientRects();
  const { right, top, bottom } = boxes[boxes.length - 1] ?? range.getBoundingClientRect();
  return { path: shown.path, ...found, text: shown.source, box: { left: right, top, bottom } };
}

function textAround(node: Node): Element | null {
  let element = node instanceof Element ? node : node.parentElement;
  while (element && !readTexts.has(element)) element = element.parentElement;
  return element;
}
