import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Spec } from "../spec/definition";
import { findPlace } from "../spec/path";
import { shop } from "../spec/templates/shop/shop";
import { arbitrarySpec } from "../spec/testing";
import { emptySpec } from "../spec/value";
import { emptyAnswer } from "./answer";
import { answerOrigin } from "./answer-origin";
import { assess } from "./assess";
import { CHECKS } from "./checks/registry";
import { isNoneOfThese, lensQuestions } from "./lens";
import { backendStandards } from "./lenses/backend-standards/backend-standards";
import { quality } from "./lenses/quality";
import { SHIPPED_LENSES } from "./lenses/shipped";
import { proposeAnswers } from "./proposals";

const questions = SHIPPED_LENSES.flatMap((lens) => lensQuestions(lens).map(({ question }) => question));

/** `specWith((spec) => …)`: an empty spec with one change. */
function specWith(change: (spec: Spec) => void): Spec {
  const spec = emptySpec();
  change(spec);
  return spec;
}

/** The choices proposed for a question of the backend standards, as one line. */
function proposed(questionId: string, change: (spec: Spec) => void, targets = {}): string {
  return proposeAnswers(backendStandards, specWith(change), targets).get(questionId)?.choices.join(" ") ?? "nothing";
}

function sentences(questionId: string, change: (spec: Spec) => void): string[] {
  const proposal = proposeAnswers(backendStandards, specWith(change)).get(questionId);
  return proposal?.signs.map((sign) => sign.sentence) ?? [];
}

const target = (metric: string, value: number, unit: string, more = {}) => ({
  id: "aaaaaaaaaa",
  name: "GET /products",
  metric,
  value,
  unit,
  measuredBy: "",
  measured: null,
  ...more,
});

describe("the registry of checks", () => {
  it("covers most questions, and each check belongs to a question and its choices", () => {
    expect(CHECKS.size).toBeGreaterThanOrEqual(60);
    for (const [id, check] of CHECKS) {
      const question = questions.find((candidate) => candidate.lintel?.autoCheck === id);
      expect(question, id).toBeDefined();
      const choices = question?.choices.filter((choice) => !isNoneOfThese(choice)).map((choice) => choice.id) ?? [];
      for (const choice of Object.keys(check)) expect(choices, `${id}.${choice}`).toContain(choice);
    }
  });
});

describe("proposals", () => {
  it("says nothing about an empty spec", () => {
    for (const lens of SHIPPED_LENSES) expect([...proposeAnswers(lens, emptySpec()).keys()]).toEqual([]);
  });

  it("points every sign at a place of the definition, on any spec", () => {
    fc.assert(
      fc.property(arbitrarySpec(), (spec) => {
        for (const lens of SHIPPED_LENSES) {
          for (const proposal of proposeAnswers(lens, spec).values()) {
            for (const sign of proposal.signs) expect(findPlace(sign.path), sign.path).not.toBeNull();
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, number, string, string]>([
    ["meets both", 180, "ms", "strict relaxed"],
    ["meets the relaxed one", 0.4, "s", "relaxed"],
    ["meets neither", 900, "ms", "none_no"],
    ["is in a unit that measures something else", 180, "%", "none_no"],
  ])("compares targets with their units: p95 %s", (_, value, unit, choices) => {
    expect(
      proposed("performance_p95", (spec) => void spec.performance.targets.push(target("latency_p95", value, unit))),
    ).toBe(choices);
  });

  it("gives the sentence with both numbers", () => {
    expect(
      sentences("performance_p50", (spec) => void spec.performance.targets.push(target("latency_p50", 80, "ms")))[0],
    ).toBe("“GET /products” (p50) says 80 ms, which meets the target: below 100 ms.");
  });

  it("judges by the team's own target", () => {
    const change = (spec: Spec) => void spec.performance.targets.push(target("latency_p95", 180, "ms"));
    expect(proposed("performance_p95", change, { latency_p95: 100 })).toBe("relaxed");
  });

  it("takes the worst of several targets", () => {
    const change = (spec: Spec) =>
      void spec.performance.targets.push(target("latency_p99", 0.5, "s"), {
        ...target("latency_p99", 3, "s"),
        id: "bbbbbbbbbb",
      });
    expect(proposed("performance_p99", change)).toBe("none_no");
  });

  it.each<[string, string, (spec: Spec) => void, string]>([
    [
      "backups that are too rare",
      "data_backups",
      (spec) => Object.assign(spec.data.backup, { fullFrequency: 24, incrementalFrequency: 6 }),
      "full",
    ],
    [
      "an RTO of exactly the limit",
      "data_recovery",
      (spec) => Object.assign(spec.data.backup, { rto: 4, rpo: 0.5 }),
      "rpo_met",
    ],
    [
      "TLS 1.2",
      "security_encryption",
      (spec) => Object.assign(spec.security, { encryptionInTransit: "TLS 1.2 outside." }),
      "none_no",
    ],
    [
      "TLS 1.3 and AES-256",
      "security_encryption",
      (spec) =>
        Object.assign(spec.security, {
          encryptionInTransit: "TLS 1.3 at the edge.",
          encryptionAtRest: "AES-256, keys in KMS.",
        }),
      "tls_outside at_rest keys_managed",
    ],
    [
      "a denied claim",
      "security_secrets",
      (spec) => Object.assign(spec.security, { secrets: "We do not use a vault yet." }),
      "nothing",
    ],
    [
      "a password hash outside the target",
      "security_passwords",
      (spec) => Object.assign(spec.security, { passwordHashing: "scrypt" }),
      "none_no",
    ],
    [
      "no passwords at all",
      "security_passwords",
      (spec) => Object.assign(spec.security, { passwordHashing: "no_passwords" }),
      "strong_hash",
    ],
    [
      "a text that says there is nothing",
      "security_input",
      (spec) => Object.assign(spec.security, { inputValidation: "TBD" }),
      "nothing",
    ],
    [
      "a rollback in minutes",
      "operations_rollback",
      (spec) => Object.assign(spec.operations, { rollback: "One command, 5 minutes; columns stay readable." }),
      "fast data_safe",
    ],
    [
      "a deprecation window in months",
      "api_deprecation",
      (spec) => Object.assign(spec.contract, { deprecation: "12 months, announced by a Sunset header." }),
      "window announced",
    ],
    [
      "DDL with keys",
      "data_types",
      (spec) => Object.assign(spec.data, { ddl: "create table a (id uuid primary key, at timestamp, price float8);" }),
      "lasting_ids",
    ],
    [
      "DDL in a comment",
      "data_constraints",
      (spec) =>
        Object.assign(spec.data, { ddl: "-- create table a (id int primary key);\n/* create table b (x int); */" }),
      "nothing",
    ],
    [
      "a key added later",
      "data_constraints",
      (spec) => Object.assign(spec.data, { ddl: "create table a (id int); alter table only a add primary key (id);" }),
      "primary_keys",
    ],
  ])("reads %s", (_, question, change, choices) => {
    expect(proposed(question, change)).toBe(choices);
  });

  describe("of interactions", () => {
    const call = (id: string, from: string, to: string, more = {}) => ({
      ...emptyCall,
      id: id.repeat(10),
      from: from.repeat(10),
      to: to.repeat(10),
      ...more,
    });
    const emptyCall = {
      id: "",
      purpose: "ask",
      from: "",
      to: "",
      protocol: "http",
      mode: "sync",
      callsPerRequest: null,
      p95: null as number | null,
      timeout: null as number | null,
      retries: null as number | null,
      backoff: "",
      idempotency: "",
      circuitBreaker: "",
      bulkhead: "",
      rateLimit: "",
      fallback: "",
      deadLetter: "",
      critical: false,
    };
    const calls =
      (...list: ReturnType<typeof call>[]) =>
      (spec: Spec) => {
        spec.services.interactions = list as Spec["services"]["interactions"]; // complete but for fields added later
      };

    it("finds a timeout that does not fit into its caller's", () => {
      const change = calls(
        call("x", "a", "b", { timeout: 500, critical: true }),
        call("y", "b", "c", { timeout: 800, critical: true }),
      );
      expect(proposed("reliability_timeouts", change)).toBe("all_calls");
      expect(sentences("reliability_timeouts", change)[1]).toContain(
        "allows 800 ms inside a call that is given up after 500 ms",
      );
    });

    it("accepts nested timeouts above the measured p95", () => {
      const change = calls(
        call("x", "a", "b", { timeout: 800, p95: 90, critical: true }),
        call("y", "b", "c", { timeout: 300, p95: 40, critical: true }),
      );
      expect(proposed("reliability_timeouts", change)).toBe("all_calls nested from_measurement");
    });

    it("finds retries that multiply", () => {
      const change = calls(
        call("x", "a", "b", { retries: 2 }),
        call("y", "b", "c", { retries: 2, backoff: "50 ms", idempotency: "key" }),
      );
      expect(sentences("reliability_retries", change)[0]).toContain("retries inside a call that is itself retried");
    });

    it("names the call without a timeout", () => {
      const change = calls(call("x", "a", "b", { timeout: 1 }), call("y", "b", "c"));
      expect(proposeAnswers(backendStandards, specWith(change)).get("reliability_timeouts")?.signs[0]).toMatchObject({
        path: "services.interactions.yyyyyyyyyy.timeout",
        shows: false,
      });
    });
  });

  it("reads a sentence across its line breaks, without its Markdown", () => {
    const change = (spec: Spec) =>
      void Object.assign(spec.security, { secrets: "- **Keys** come from\n  the vault.\n- Other." });
    expect(sentences("security_secrets", change)).toEqual(["Security › Secrets says “Keys come from the vault”."]);
  });

  it("finds most of the worked example sound", () => {
    const outcomes = SHIPPED_LENSES.map((lens) =>
      assess(lens, shop, []).questions.map((question) => question.proposal?.outcome),
    );
    expect(outcomes[0]).toEqual(Array(6).fill("none"));
    expect(outcomes[1]?.filter((outcome) => outcome === "none").length).toBeGreaterThan(30);
  });

  it("stays quick on hostile text", () => {
    const text = `${"1".repeat(50_000)} ${"generat".repeat(7000)} ${"tls ".repeat(3000)}`;
    const spec = specWith((empty) => {
      for (const key of [
        "authentication",
        "authorization",
        "encryptionInTransit",
        "secrets",
        "inputValidation",
      ] as const)
        empty.security[key] = text;
      empty.operations.pipeline = text;
      empty.contract.deprecation = text;
      empty.data.ddl = `${"create table a();".repeat(20_000)}${"alter table a add x;".repeat(20_000)}`;
    });
    const start = performance.now();
    proposeAnswers(backendStandards, spec);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe("the origin of an answer", () => {
  const sign = (choice: string, shows: boolean) => ({ choice, shows, path: "data.ddl", sentence: "" });
  const proposal = { choices: ["aaa"], signs: [sign("aaa", true), sign("bbb", false)] };

  it.each<[string, string[], string]>([
    ["takes over what the spec shows", ["aaa"], "confirmed"],
    ["adds what the spec says nothing about", ["aaa", "ccc"], "confirmed"],
    ["leaves out what the spec shows", ["ccc"], "overruled"],
    ["chooses what the spec speaks against", ["aaa", "bbb"], "overruled"],
    ["says none of these", ["none_no"], "overruled"],
    ["says nothing", [], "manual"],
  ])("%s", (_, choices, origin) => {
    expect(answerOrigin(choices, proposal)).toBe(origin);
    expect(answerOrigin(choices, null)).toBe("manual");
  });
});

describe("an assessment", () => {
  const spec = specWith((empty) => {
    Object.assign(empty.requirements, { problem: "Slow.", goals: "Fast.", nonGoals: "Cheap." });
  });
  const questionOf = (answers: Parameters<typeof assess>[2], from = spec) =>
    assess(quality, from, answers).questions.find((question) => question.questionId === "quality_requirements");

  it("counts a proposal as unanswered until a person confirms it", () => {
    expect(questionOf([])).toMatchObject({
      outcome: "unanswered",
      answer: null,
      proposal: { choices: ["problem_stated"], outcome: "high" },
    });
    expect(assess(quality, spec, []).counts.unanswered).toBe(6);
  });

  it("lists what to improve for an open risk only", () => {
    const answer = { ...emptyAnswer("quality_requirements"), choices: ["problem_stated", "traced"] };
    expect(questionOf([answer])?.improvements.map(({ choice }) => choice)).toEqual(["patterns_reasoned"]);
    expect(
      questionOf([{ ...answer, choices: ["problem_stated", "traced", "patterns_reasoned"] }])?.improvements,
    ).toEqual([]);
  });

  it("asks to look again when a confirmed proposal no longer holds, and not after an overruling", () => {
    const confirmed = {
      ...emptyAnswer("quality_requirements"),
      choices: ["problem_stated"],
      origin: "confirmed" as const,
    };
    expect(questionOf([confirmed])?.isOutdated).toBe(false);
    expect(questionOf([confirmed], emptySpec())?.isOutdated).toBe(true);
    expect(questionOf([{ ...confirmed, origin: "overruled", overruleReason: "Seen." }], emptySpec())?.isOutdated).toBe(
      false,
    );
  });
});
