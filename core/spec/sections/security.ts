import { choice, list, markdown, section, text } from "../field";

export const security = section(
  "security",
  "Security",
  "Who may do what, how data is protected, and which attacks were thought through.",
  {
    authentication: markdown(
      "Authentication",
      "Who is recognised how: users, services, operators; lifetime and revocation.",
    ),
    authorization: markdown("Authorization (RBAC)", "Roles, what each may do, where it is enforced."),
    leastPrivilege: markdown("Least privilege", "Accounts of services, databases and people, and what they cannot do."),
    encryptionInTransit: markdown("Encryption in transit", "TLS versions, inside and outside."),
    encryptionAtRest: markdown("Encryption at rest", "Algorithms, keys, rotation."),
    secrets: markdown("Secrets", "Where they live, who reads them, how they rotate."),
    passwordHashing: choice(
      "Password hashing",
      [
        ["argon2id", "Argon2id"],
        ["bcrypt", "bcrypt"],
        ["scrypt", "scrypt"],
        ["no_passwords", "No passwords are stored"],
      ],
      "How passwords are stored, if they are.",
      { other: true },
    ),
    inputValidation: markdown("Input validation", "Where input is validated, against what, and what a bad one gets."),
    rateLimiting: markdown("Rate limiting", "Limits per account, address and route; what an attacker sees."),
    auditTrail: markdown("Audit trail", "What is recorded, for how long, and how tampering shows."),
    threats: list(
      "Threats",
      "Attacks that were considered, by STRIDE, with mitigation and what risk remains.",
      { item: "threat", title: "attack", layout: "cards" },
      {
        attack: text("Attack", "What an attacker does."),
        kind: choice("STRIDE", [
          ["spoofing", "Spoofing"],
          ["tampering", "Tampering"],
          ["repudiation", "Repudiation"],
          ["information_disclosure", "Information disclosure"],
          ["denial_of_service", "Denial of service"],
          ["elevation_of_privilege", "Elevation of privilege"],
        ]),
        asset: text("Asset", "What is at stake."),
        mitigation: markdown("Mitigation"),
        residualRisk: choice("Residual risk", [
          ["low", "Low"],
          ["medium", "Medium"],
          ["high", "High"],
        ]),
      },
    ),
    complianceChecks: list(
      "Compliance checks",
      "What a regime asks for, and how this design meets it.",
      { item: "check", title: "control", layout: "table", optional: true },
      {
        control: text("Control", "Such as “GDPR Art. 17, erasure”."),
        state: choice("State", [
          ["met", "Met"],
          ["planned", "Planned"],
          ["gap", "Gap"],
          ["not_applicable", "Not applicable"],
        ]),
        evidence: text("Evidence", "Where it can be seen."),
      },
    ),
  },
);
