import {
  allOf,
  anyOf,
  type Check,
  everyItem,
  filled,
  has,
  type Probe,
  ready,
  says,
  saysAmount,
  set,
  someItems,
} from "./check";

const STRIDE = [
  "spoofing",
  "tampering",
  "repudiation",
  "information_disclosure",
  "denial_of_service",
  "elevation_of_privilege",
];

const allStride: Probe = ({ spec }) => {
  const kinds = new Set(spec.security.threats.map((threat) => threat.kind));
  const missing = STRIDE.filter((kind) => !kinds.has(kind));
  if (kinds.size === 0) return null;
  const path = "security.threats";
  if (missing.length === 0) return { path, sentence: "The threats cover all six STRIDE kinds.", shows: true };
  return {
    path,
    sentence: `No threat of the kind ${missing.join(", ").replaceAll("_", " ")} is listed.`,
    shows: false,
  };
};

const passwordHash: Probe = ({ spec, targets }) => {
  const used = spec.security.passwordHashing;
  if (used === "") return null;
  const path = "security.passwordHashing";
  if (used === "no_passwords")
    return { path, sentence: "Security › Password hashing: no passwords are stored.", shows: true };
  const wanted = String(targets.password_hash?.value ?? "");
  const accepted = wanted.toLowerCase().includes(used.toLowerCase());
  return { path, sentence: `Security › Password hashing is ${used}; the target is ${wanted}.`, shows: accepted };
};

export const securityChecks: Record<string, Check> = {
  security_requirements: {
    confirmed: allOf(
      set("requirements.securityConfirmation.confirmed"),
      filled("requirements.securityConfirmation.confirmedBy"),
    ),
    written: filled("requirements.securityConfirmation.requirements"),
    regimes: ({ spec }) => {
      const regimes = spec.requirements.compliance.regimes;
      if (regimes.length === 0) return null;
      const path = "requirements.compliance.regimes";
      return {
        path,
        sentence: `Requirements › Regimes names ${regimes.join(", ").replaceAll("_", " ")}.`,
        shows: true,
      };
    },
  },
  security_authentication: {
    all_endpoints: anyOf(
      everyItem({
        items: (spec) => spec.contract.endpoints,
        path: "contract.endpoints",
        field: "auth",
        good: (endpoint) => has(endpoint.auth),
        claim: "The endpoints written by hand name their authentication",
      }),
      says(
        ["contract.authentication", "security.authentication"],
        /\b(all|every|each) (\w+ )?(endpoints?|routes?|requests?|calls?)|public (endpoints|routes)?\b.{0,30}(list|documented|on purpose)|deny by default/i,
      ),
    ),
    services: says(
      ["security.authentication", "contract.authentication"],
      /mutual tls|\bmtls\b|service account|workload identity|service[- ]to[- ]service|client credentials/i,
    ),
    short_lived: says(
      ["security.authentication", "contract.authentication"],
      /\d+\s*(min|minutes?|h\b|hours?)|short[- ]lived|rotat/i,
    ),
    revocable: says(["security.authentication", "contract.authentication"], /revo[ck]|sign[- ]?out|denylist|shut out/i),
  },
  security_passwords: {
    strong_hash: passwordHash,
    guarded_sign_in: says(
      ["security.rateLimiting", "security.authentication"],
      /sign[- ]?in|log[- ]?in|brute|guess|credential/i,
    ),
    second_factor: says(
      "security.authentication",
      /second factor|\bmfa\b|\b2fa\b|passkey|webauthn|one-time|\boidc\b|identity provider|single sign-on|\bsso\b/i,
    ),
  },
  security_authorization: {
    roles: says("security.authorization", /\broles?\b|\brbac\b/i),
    object_checks: says(
      "security.authorization",
      /object|row[- ]level|owner(ship)?\b|tenant|per (order|resource|record)|each (query|load|operation)/i,
    ),
    deny_by_default: says("security.authorization", /deny|default|404|fail\w* closed|allow[- ]?list/i),
    matrix_tests: says(
      ["security.authorization", "operations.pipeline"],
      /matrix|test\w* (every|each|all) role|authori[sz]ation tests?/i,
    ),
  },
  security_least_privilege: {
    own_accounts: says("security.leastPrivilege", /own (account|user|role|credential)|(each|per|every) service/i),
    narrow_rights: says("security.leastPrivilege", /only|read[- ]only|no ddl|cannot|may not|narrow|schema changes/i),
    human_access: says(
      ["security.leastPrivilege", "security.auditTrail"],
      /break[- ]glass|just[- ]in[- ]time|time[- ]bound|expir|on request|bastion/i,
    ),
    reviewed: says(["security.leastPrivilege", "security.auditTrail"], /review\w*|quarter|recertif/i),
  },
  security_encryption: {
    tls_outside: saysAmount(
      ["security.encryptionInTransit", "security.encryptionAtRest"],
      /TLS\s*v?(\d(?:\.\d)?)/i,
      "",
      "tls_version",
    ),
    tls_inside: says(
      "security.encryptionInTransit",
      /inside|internal|between services|database|mutual|\bmtls\b|service mesh|everywhere/i,
    ),
    at_rest: saysAmount(["security.encryptionAtRest"], /AES[- ]?(\d{3})/i, "", "aes_key"),
    keys_managed: says(
      ["security.encryptionAtRest", "security.secrets"],
      /\bkms\b|\bhsm\b|key (vault|service|management)|rotat/i,
    ),
  },
  security_secrets: {
    secret_store: says("security.secrets", /vault|secrets? (manager|store)|\bkms\b|parameter store|sealed/i),
    scanned: says(
      ["security.secrets", "operations.pipeline"],
      /secret scan|scan\w*.{0,30}(secret|credential)|gitleaks|trufflehog/i,
    ),
    rotated: says("security.secrets", /rotat/i),
  },
  security_input: {
    validated: filled("security.inputValidation"),
    bounded: says(["security.inputValidation", "contract.rateLimits"], /limit|max|size|length|413|bound/i),
    safe_sinks: says("security.inputValidation", /parameteri[sz]ed|prepared|escap|\bencod|sanitis|sanitiz|\borm\b/i),
    isolated_parsers: says("security.inputValidation", /sandbox|worker|isolat|separate process/i),
  },
  security_rate_limits: {
    public_endpoints: anyOf(filled("security.rateLimiting"), filled("contract.rateLimits")),
    per_caller: says(
      ["security.rateLimiting", "contract.rateLimits"],
      /per (account|user|client|address|ip|key|tenant|token)/i,
    ),
    told: says(["contract.rateLimits", "security.rateLimiting"], /429|retry-after/i),
  },
  security_audit: {
    recorded: filled("security.auditTrail"),
    tamper_evident: says("security.auditTrail", /append[- ]only|immutable|hash|tamper|write[- ]once|separate account/i),
    kept_and_read: says("security.auditTrail", /\d+\s*(days?|months?|years?)|retention|review|alert/i),
  },
  security_threats: {
    modelled: everyItem({
      items: (spec) => spec.security.threats,
      path: "security.threats",
      field: "mitigation",
      good: (threat) => has(threat.asset) && has(threat.mitigation),
      claim: "The threats name asset and mitigation",
      atLeast: 2,
    }),
    all_kinds: allStride,
    residual: everyItem({
      items: (spec) => spec.security.threats,
      path: "security.threats",
      field: "residualRisk",
      good: (threat) => threat.residualRisk === "low" || threat.residualRisk === "medium",
      claim: "The threats have a residual risk below high",
    }),
  },
  security_vulnerabilities: {
    none_open: says(
      ["operations.pipeline", "deliverables.securityAudit.link"],
      /(vulnerabilit|dependency|image) (scan|check)|(block|fail)\w*.{0,40}(high|critical)|no (high|critical)/i,
    ),
    patch_time: says(["operations.pipeline", "reliability.onCall"], /patch\w*.{0,30}(within|days|hours)/i),
    inventory: says("operations.pipeline", /\bsbom\b|bill of materials|inventory/i),
    audited: anyOf(
      ready("securityAudit"),
      someItems({
        items: (spec) => spec.security.complianceChecks,
        path: "security.complianceChecks",
        good: (check) =>
          check.state === "met" && /audit|penetration|pen ?test/i.test(`${check.control} ${check.evidence}`),
        claim: "Audits or penetration tests among the compliance checks",
      }),
    ),
  },
};
