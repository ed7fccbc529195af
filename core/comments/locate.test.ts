import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Spec } from "../spec/definition";
import { emptySpec } from "../spec/value";
import type { Anchor } from "./anchor";
import { describeAnchor, type Located, locate, locateAll } from "./locate";
import { minimumRun } from "./quote";

const path = "requirements.problem";

/** A specification whose problem reads so. */
function specOf(problem: string, more: (spec: Spec) => void = () => {}) {
  const spec = emptySpec();
  spec.requirements.problem = problem;
  more(spec);
  return spec;
}

/** Text with a passage in brackets: the text without them, and where the passage stands. */
function read(marked: string) {
  const start = marked.indexOf("[");
  const end = marked.indexOf("]") - 1;
  return { text: marked.replace("[", "").replace("]", ""), start, end };
}

function anchorOf(marked: string): Anchor {
  const { text, start, end } = read(marked);
  const anchor = describeAnchor(specOf(text), { path, start, end });
  if (!anchor) throw new Error("no anchor");
  return anchor;
}

/** The text at `path` with brackets where the anchor is found, or only how it is. */
function found(marked: string, now: string): string {
  const { how, range, path: where } = locate(anchorOf(marked), specOf(now));
  if (!range) return `${how} ${where}`;
  return `${how}: ${now.slice(0, range.start)}[${now.slice(range.start, range.end)}]${now.slice(range.end)}`;
}

const item = (id: string, name: string, more: object = {}) => ({ id, name, ...more });

describe("a passage", () => {
  it.each([
    [
      "text before it grows",
      "Orders are [written once] a day.",
      "exact: Now and ever, orders are [written once] a day.",
    ],
    ["a line is put above it", "One\n[Two words]\nThree", "exact: Zero\nOne\n[Two words]\nThree"],
    [
      "its line moves down",
      "[First line here]\nSecond line here\nThird",
      "exact: Second line here\nThird\n[First line here]",
    ],
    [
      "the text around it is rewritten",
      "We store [all orders for ever] in one table.",
      "exact: Kept are [all orders for ever], by law.",
    ],
    [
      "the first of two equal passages moves",
      "a: [retry twice]\nb: retry twice\n",
      "exact: x\ny\na: [retry twice]\nb: retry twice\n",
    ],
    [
      "an equal passage is written above it",
      "b: [retry twice] then stop",
      "exact: a: retry twice\nb: [retry twice] then stop",
    ],
    ["it is the second of three and the first goes", "a=[1]", "exact: b=2\na=[1]"],
    [
      "a word inside it is replaced",
      "The p99 is [below two hundred milliseconds] always.",
      "moved: The p99 is [below three hundred milliseconds] always.",
    ],
    ["a typing error in it is mended", "We [recieve the mesages] here.", "moved: We [receive the messages] here."],
    [
      "it is edited and an equal one stands elsewhere",
      "Intro one.\n[Retry twice, then stop.]\nOutro.\nLast: nothing.",
      "moved: Intro one.\n[Retry thrice, then stop.]\nOutro.\nLast: Retry twice, then stop.",
    ],
    ["emoji stand around it", "👩‍👩‍👧 [the 🧨 word] 👩‍👩‍👧", "exact: x👩‍👩‍👧 [the 🧨 word] 👩‍👩‍👧"],
  ])("is found when %s", (_name, before, expected) => {
    expect(found(before, read(expected.replace(/^\w+: /, "")).text)).toBe(expected);
  });

  it.each([
    ["its field is emptied", "Some [words of mine] here", ""],
    ["it is deleted", "Keep this. [Delete that sentence.] Keep this too.", "Keep this. Keep this too."],
    [
      "everything is rewritten",
      "The [cache is warmed at start] by a job.",
      "Nobody ever knew why it took so long to ship.",
    ],
    [
      "only its surroundings are left",
      "Begin of it all [short] and so it went on",
      "Begin of it all and so it went on",
    ],
  ])("is lost, with its field as the place, when %s", (_name, before, now) => {
    expect(found(before, now)).toBe(`parent ${path}`);
  });

  it("is found at once and with certainty where nothing changed", () => {
    const marked = "Orders are [written once] a day.";
    expect(locate(anchorOf(marked), specOf(read(marked).text))).toEqual({
      how: "exact",
      certainty: 1,
      path,
      range: { start: 11, end: 23 },
    });
  });

  it("comes back whole when the text is restored", () => {
    const marked = "Some [words of mine] here";
    const anchor = anchorOf(marked);
    const how = (text: string) => locate(anchor, specOf(text)).how;
    expect([how(""), how("Something else"), how(read(marked).text)]).toEqual(["parent", "parent", "exact"]);
  });

  it("says that it is less sure of one of two equal places", () => {
    const sure = locate(anchorOf("a [retry] b"), specOf("a retry b"));
    const unsure = locate(anchorOf("a [retry] b"), specOf("z retry z retry z"));
    expect(unsure.certainty).toBeLessThan(sure.certainty * 0.7);
  });

  it("is less certain the more of it was edited", () => {
    const before = "Begin. [Every order is written once and never changed again.] End.";
    const certainty = (now: string) => locate(anchorOf(before), specOf(now)).certainty;
    const steps = [
      certainty("Begin. Every order is written once and never changed again. End."),
      certainty("Begin. Each order is written once and never changed again. End."),
      certainty("Begin. Each order is written twice and rarely changed again. End."),
      certainty("Begin. Each order was written and was rarely touched later. End."),
    ];
    expect(steps).toEqual([...steps].sort((a, b) => b - a));
    expect(new Set(steps).size).toBe(4);
  });

  it("is followed into another field, where it is long enough to be the same", () => {
    const anchor = anchorOf("First. [Every order is written once and never changed again.] Last.");
    const moved = specOf("First. Last.", (spec) => {
      spec.security.authentication = "Every order is written once and never changed again.";
    });
    expect(locate(anchor, moved)).toMatchObject({
      how: "moved",
      path: "security.authentication",
      range: { start: 0, end: 52 },
    });
    const short = specOf("First. Last.", (spec) => {
      spec.security.authentication = "An order";
    });
    expect(locate(anchorOf("First. [order] Last."), short).how).toBe("parent");
  });
});

describe("an item", () => {
  const services = (...names: string[]) =>
    specOf("", (spec) => {
      const [template] = [{ ...emptyService() }];
      spec.services.services = names.map((name) => ({ ...template, ...item(`service00${name}`, name) }) as never);
    });
  const emptyService = () => ({ responsibility: "Takes and keeps what people order." });
  const anchor: Anchor = { kind: "place", path: "services.services.service00a" };

  it("is found by its id, wherever it stands in its list", () => {
    expect(locate(anchor, services("a", "b"))).toMatchObject({ how: "exact", certainty: 1 });
    expect(locate(anchor, services("b", "c", "a"))).toMatchObject({ how: "exact", path: anchor.path });
  });

  it("that is deleted leaves its threads with the list", () => {
    expect(locate(anchor, services("b"))).toMatchObject({ how: "parent", path: "services.services" });
    const field: Anchor = { kind: "place", path: `${anchor.path}.responsibility` };
    expect(locate(field, services("b"))).toMatchObject({ how: "parent", path: "services.services" });
  });

  it("that is deleted takes along its passages, unless they were pasted elsewhere", () => {
    const text = describeAnchor(services("a"), { path: `${anchor.path}.responsibility`, start: 0, end: 34 });
    if (!text) throw new Error("no anchor");
    expect(locate(text, services())).toMatchObject({ how: "parent", path: "services.services" });
    expect(locate(text, services("b"))).toMatchObject({
      how: "moved",
      path: "services.services.service00b.responsibility",
    });
  });

  it("of a definition that knows no such place is detached", () => {
    expect(locate({ kind: "place", path: "nothing.of.it" }, emptySpec())).toMatchObject({
      how: "detached",
      certainty: 0,
    });
  });
});

describe("a part of a diagram", () => {
  const diagram = "architecture.diagrams.diagram001";
  const withSource = (source: string) =>
    specOf("", (spec) => {
      spec.architecture.diagrams = [{ id: "diagram001", name: "Flow", source, note: "" }];
    });
  const node = (name: string): Anchor => ({ kind: "node", diagram, node: name });
  const edge = (from: string, to: string): Anchor => ({ kind: "edge", diagram, from, to });

  it("is found by its ids in the source", () => {
    const spec = withSource('flowchart LR\n  api[Order API] -->|"writes"| db[(Orders)]\n  api -.-> queue & log\n');
    for (const anchor of [node("api"), node("db"), node("log"), edge("api", "db"), edge("api", "log")])
      expect(locate(anchor, spec), JSON.stringify(anchor)).toMatchObject({ how: "exact", path: diagram });
    for (const anchor of [node("cache"), node("writes"), edge("db", "api"), edge("api", "cache")])
      expect(locate(anchor, spec), JSON.stringify(anchor)).toMatchObject({ how: "parent", path: diagram });
  });

  it.each([
    ["sequenceDiagram\n  Shop->>+Orders: place\n  Orders-->>-Shop: done", "Shop", "Orders"],
    ["sequenceDiagram\n  Orders-)Queue: placed", "Orders", "Queue"],
    ["erDiagram\n  CUSTOMER ||--o{ ORDER : places", "CUSTOMER", "ORDER"],
    ["stateDiagram-v2\n  open --> paid: pay", "open", "paid"],
    ["classDiagram\n  Order <|-- RushOrder", "Order", "RushOrder"],
    ['C4Context\n  Rel(shop, orders, "uses")', "shop", "orders"],
    ["flowchart TD\n  order-api --> order-db", "order-api", "order-db"],
    ["flowchart TD; a==>b; b-->c", "b", "c"],
  ])("is found in %s", (source, from, to) => {
    expect(locate(edge(from, to), withSource(source)).how).toBe("exact");
    expect(locate(node(from), withSource(source)).how).toBe("exact");
    expect(locate(node(to), withSource(source)).how).toBe("exact");
  });

  it("stays with the list when its diagram is deleted", () => {
    expect(locate(node("api"), emptySpec())).toMatchObject({ how: "parent", path: "architecture.diagrams" });
  });

  it("of a generated diagram is looked for where its source is known", () => {
    const anchor: Anchor = { kind: "node", diagram: "generated:er", node: "orders" };
    expect(locate(anchor, emptySpec())).toMatchObject({ how: "exact" });
    expect(locate(anchor, emptySpec(), { diagrams: { er: "erDiagram\n  orders {\n  }" } })).toMatchObject({
      how: "exact",
    });
    expect(locate(anchor, emptySpec(), { diagrams: { er: "" } })).toMatchObject({
      how: "parent",
      path: "generated:er",
    });
  });
});

describe("a question", () => {
  it("is there unless its checklist says otherwise", () => {
    const anchor: Anchor = { kind: "question", lens: "quality", question: "q" };
    expect(locate(anchor, emptySpec())).toMatchObject({ how: "exact", path: "checklist.quality.q" });
    expect(locate(anchor, emptySpec(), { isQuestion: () => false }).how).toBe("detached");
  });
});

describe("laws", () => {
  const words = fc
    .array(fc.constantFrom("order", "write", "the", "queue", "a", "retry", "once", "table", ".", "\n", "é", "🧨"), {
      maxLength: 60,
    })
    .map((all) => all.join(" "));
  const anyText = fc.oneof(
    words,
    fc.string({ maxLength: 200 }),
    fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 60 }),
  );
  const anyRange = fc.tuple(fc.nat(200), fc.nat(200));
  const anchorIn = (text: string, [a, b]: [number, number]) => {
    const anchor = describeAnchor(specOf(text), { path, start: Math.min(a, b), end: Math.max(a, b) });
    return anchor?.kind === "text" ? anchor : null;
  };

  const surrounded = fc.tuple(anyText, anyRange, anyText, anyText, fc.nat(200), fc.nat(200));

  /** The text with something cut from each side of the passage and something else put there. */
  function editAround(
    text: string,
    passage: { start: number; end: number },
    above: string,
    below: string,
    cuts: [number, number],
  ) {
    const left = above + text.slice(Math.min(cuts[0], passage.start), passage.start);
    const rest = text.slice(passage.end);
    const now =
      left + text.slice(passage.start, passage.end) + rest.slice(0, Math.max(0, rest.length - cuts[1])) + below;
    return { now, start: left.length };
  }

  it("an anchor moves with its text under edits around it, or is reported lost", () => {
    fc.assert(
      fc.property(surrounded, ([text, range, above, below, cutA, cutB]) => {
        const anchor = anchorIn(text, range);
        fc.pre(anchor !== null);
        if (!anchor) return;
        const { exact, before, after, start } = anchor.quote;
        const { now, start: moved } = editAround(text, { start, end: start + exact.length }, above, below, [
          cutA,
          cutB,
        ]);
        const { how, range: place, path: where } = locate(anchor, specOf(now));
        expect(where).toBe(path);
        expect(how).not.toBe("detached");
        if (how === "exact") expect(now.slice(place?.start, place?.end)).toBe(exact);
        // Where all that the anchor remembers stands in one place only, that is the place.
        const remembered = before + exact + after;
        const isWhole = now.includes(remembered) && now.indexOf(remembered) === moved - before.length;
        const isTold = isWhole && before.length + after.length >= 16;
        if (isTold && now.lastIndexOf(remembered) === moved - before.length && !now.startsWith(exact, start))
          expect(place).toEqual({ start: moved, end: moved + exact.length });
      }),
      { numRuns: 2000 },
    );
  });

  it("an anchor among words that are all different is found whatever is written and cut around it", () => {
    const different = fc
      .integer({ min: 1, max: 60 })
      .map((length) => Array.from({ length }, (_, index) => `w${index * 37}x`).join(" "));
    const digits = fc.string({ unit: fc.constantFrom("0", "1", " ", "\n"), maxLength: 300 });
    fc.assert(
      fc.property(different, anyRange, digits, digits, fc.nat(300), fc.nat(300), (text, range, above, below, a, b) => {
        const anchor = anchorIn(text, range);
        fc.pre(anchor !== null && anchor.quote.exact.length >= 4);
        if (!anchor) return;
        const { exact, start } = anchor.quote;
        const { now, start: moved } = editAround(text, { start, end: start + exact.length }, above, below, [a, b]);
        fc.pre(now.split(exact).length === 2);
        const found = locate(anchor, specOf(now));
        expect(found).toMatchObject({ how: "exact", range: { start: moved, end: moved + exact.length } });
        expect(found.certainty).toBeGreaterThan(0.5);
      }),
      { numRuns: 1000 },
    );
  });

  it("nothing is found that shares no words with the quote", () => {
    fc.assert(
      fc.property(anyText, anyRange, anyText, (text, range, now) => {
        const anchor = anchorIn(text, range);
        fc.pre(anchor !== null);
        if (!anchor) return;
        const spec = specOf(now);
        const { how, certainty, range: place } = locate(anchor, spec);
        expect(certainty).toBeGreaterThanOrEqual(0);
        expect(certainty).toBeLessThanOrEqual(1);
        expect(place === null).toBe(how === "parent" || how === "detached");
        if (!place) return;
        const words = now.slice(place.start, place.end);
        const { exact } = anchor.quote;
        const run = Math.min(minimumRun, exact.length);
        const runs = Array.from({ length: exact.length - run + 1 }, (_, at) => exact.slice(at, at + run));
        expect(
          runs.some((part) => words.includes(part)),
          `“${words}” for “${exact}”`,
        ).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("an anchor is found in its own text where it was made, alone or among others", () => {
    fc.assert(
      fc.property(anyText, fc.array(anyRange, { maxLength: 10 }), (text, ranges) => {
        const anchors = ranges.flatMap((range) => anchorIn(text, range) ?? []);
        const all = locateAll(anchors, specOf(text));
        expect(all).toEqual(anchors.map((anchor) => locate(anchor, specOf(text))));
        anchors.forEach(({ quote }, index) => {
          expect(all[index]).toEqual({
            how: "exact",
            certainty: 1,
            path,
            range: { start: quote.start, end: quote.start + quote.exact.length },
          });
        });
      }),
    );
  });

  it("no anchor and no specification make it throw, or answer differently the second time", () => {
    const anyPath = fc.oneof(
      fc.constantFrom(path, "requirements", "services.services", "data.ddl", "__proto__", "constructor.name", ""),
      fc.string(),
    );
    const quote = fc.record({
      exact: fc.string({ minLength: 1, unit: "binary" }),
      before: fc.string({ maxLength: 32, unit: "binary" }),
      after: fc.string({ maxLength: 32, unit: "binary" }),
      start: fc.nat(),
    });
    const anchor: fc.Arbitrary<Anchor> = fc.oneof(
      fc.record({ kind: fc.constant("place" as const), path: anyPath }),
      fc.record({ kind: fc.constant("text" as const), path: anyPath, quote }),
      fc.record({ kind: fc.constant("node" as const), diagram: anyPath, node: fc.string() }),
      fc.record({ kind: fc.constant("edge" as const), diagram: anyPath, from: fc.string(), to: fc.string() }),
    );
    fc.assert(
      fc.property(anchor, fc.string({ unit: "binary" }), (given, text) => {
        const first: Located = locate(given, specOf(text));
        expect(locate(given, specOf(text))).toEqual(first);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("speed", () => {
  const sentence = (index: number) =>
    `Sentence ${index} says that part ${(index * 7919) % 1000} writes to table ${index % 40}.`;
  const large = specOf(Array.from({ length: 1000 }, (_, index) => sentence(index)).join(" "), (spec) => {
    spec.services.services = Array.from(
      { length: 200 },
      (_, index) =>
        ({
          ...item(`service${String(index).padStart(3, "0")}`, `Service ${index}`),
          responsibility: Array.from({ length: 10 }, (__, part) => sentence(index * 10 + part)).join(" "),
        }) as never,
    );
  });
  const anchors = Array.from({ length: 500 }, (_, index) => {
    const start = index * 100;
    return describeAnchor(large, { path, start, end: start + 80 });
  }).flatMap((anchor) => anchor ?? []);
  const time = (work: () => void) => {
    const begin = performance.now();
    work();
    return performance.now() - begin;
  };

  it("five hundred threads are found in a design of two hundred services in a moment", () => {
    expect(time(() => locateAll(anchors, large))).toBeLessThan(200);
    const shifted = {
      ...large,
      requirements: { ...large.requirements, problem: `New. ${large.requirements.problem}` },
    };
    expect(time(() => locateAll(anchors, shifted))).toBeLessThan(500);
  });

  it("and in a few when every one of them was edited or lost", () => {
    const edited = {
      ...large,
      requirements: { ...large.requirements, problem: large.requirements.problem.replaceAll("says", "tells") },
    };
    expect(time(() => locateAll(anchors, edited))).toBeLessThan(5000);
    const emptied = { ...large, requirements: { ...large.requirements, problem: "" } };
    expect(time(() => locateAll(anchors, emptied))).toBeLessThan(5000);
  });
});
