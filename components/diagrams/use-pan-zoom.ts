import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from "react";

type View = { x: number; y: number; scale: number };
type Size = { width: number; height: number };

const least = 0.05;
const most = 8;
const margin = 16;

/**
 * Moves and scales `content` within `frame` by pointer, touch, wheel with Ctrl, and keyboard. Until the reader moves it, the
 * picture is kept fitted, also when either changes its size; the position lives outside of React, so a drag renders nothing.
 */
export function usePanZoom(
  frame: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  size: Size | null,
) {
  const view = useRef<View>({ x: 0, y: 0, scale: 1 });
  const isFitted = useRef(true);
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const [percent, setPercent] = useState(100);

  const show = (next: View) => {
    view.current = next;
    if (content.current) content.current.style.transform = `translate(${next.x}px, ${next.y}px) scale(${next.scale})`;
    setPercent(Math.round(next.scale * 100));
  };

  const fitFrame = () => {
    const box = frame.current;
    if (!box || !size) return;
    isFitted.current = true;
    const room = { width: box.clientWidth - 2 * margin, height: box.clientHeight - 2 * margin };
    // Small pictures keep their natural size: text blown up is no easier to read.
    const scale = clamp(Math.min(room.width / size.width, room.height / size.height, 1));
    show({
      x: (box.clientWidth - size.width * scale) / 2,
      y: Math.max(margin, (box.clientHeight - size.height * scale) / 2),
      scale,
    });
  };

  /** Scales about a point of the frame, by default its middle. */
  const zoom = (factor: number, at?: { x: number; y: number }) => {
    const box = frame.current;
    if (!box) return;
    isFitted.current = false;
    const { x, y, scale } = view.current;
    const next = clamp(scale * factor);
    const middle = at ?? { x: box.clientWidth / 2, y: box.clientHeight / 2 };
    show({ x: middle.x - ((middle.x - x) * next) / scale, y: middle.y - ((middle.y - y) * next) / scale, scale: next });
  };

  const pan = (dx: number, dy: number) => {
    isFitted.current = false;
    const { x, y, scale } = view.current;
    show({ x: x + dx, y: y + dy, scale });
  };

  const refit = useEffectEvent(() => {
    if (isFitted.current) fitFrame();
    else show(view.current);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a picture of another size is fitted anew
  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    refit();
    const observer = new ResizeObserver(() => refit());
    observer.observe(box);
    return () => observer.disconnect();
  }, [frame, size?.width, size?.height]);

  const onWheel = useEffectEvent((event: WheelEvent) => {
    // A plain wheel scrolls the page; Ctrl is also what a pinch on a touchpad sends.
    if (!event.ctrlKey && !event.metaKey && !document.fullscreenElement) return;
    event.preventDefault();
    const box = frame.current?.getBoundingClientRect();
    if (box) zoom(Math.exp(-event.deltaY * 0.0022), { x: event.clientX - box.left, y: event.clientY - box.top });
  });
  useEffect(() => {
    const box = frame.current;
    // React's own listener is passive and could not keep the page from zooming.
    const listen = (event: WheelEvent) => onWheel(event);
    box?.addEventListener("wheel", listen, { passive: false });
    return () => box?.removeEventListener("wheel", listen);
  }, [frame]);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.pointerType === "mouse" && event.button > 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, now);
    if (other) {
      const box = event.currentTarget.getBoundingClientRect();
      const middle = { x: (now.x + other.x) / 2 - box.left, y: (now.y + other.y) / 2 - box.top };
      zoom(distance(now, other) / Math.max(1, distance(before, other)), middle);
      pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    } else pan(now.x - before.x, now.y - before.y);
  };
  const onPointerEnd = (event: PointerEvent<HTMLElement>) => void pointers.current.delete(event.pointerId);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const step = steps[event.key];
    const factor = { "+": 1.25, "=": 1.25, "-": 0.8, "1": 1 / view.current.scale }[event.key];
    if (!step && !factor && event.key !== "0") return;
    event.preventDefault();
    event.stopPropagation();
    if (step) pan(...step);
    else if (factor) zoom(factor);
    else fitFrame();
  };

  return {
    percent,
    fitFrame,
    zoom,
    frameProps: {
      onPointerDown,
      onPointerMove,
      onPointerUp: onPointerEnd,
      onPointerCancel: onPointerEnd,
      onKeyDown,
      onDoubleClick: fitFrame,
    },
  };
}

const steps: Record<string, [dx: number, dy: number]> = {
  ArrowLeft: [48, 0],
  ArrowRight: [-48, 0],
  ArrowUp: [0, 48],
  ArrowDown: [0, -48],
};

const clamp = (scale: number) => Math.min(most, Math.max(least, Number.isFinite(scale) ? scale : 1));
const distance = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y);
