/** A diagram to begin with: small, complete, and about systems, so that it is changed rather than puzzled out. */
export type Starter = { key: string; label: string; help: string; name: string; source: string };

export const starters: readonly Starter[] = [
  {
    key: "flowchart",
    label: "Flowchart",
    help: "Steps, decisions and what leads to what.",
    name: "Request flow",
    source: `flowchart LR
  client(["Client"]) --> gateway["API gateway"]
  gateway --> allowed{"Token valid?"}
  allowed -->|yes| service["Service"]
  allowed -->|no| refused["401 with a reason"]
  service --> store[("Database")]
  service -.->|event| queue[/"Queue"/]
`,
  },
  {
    key: "sequence",
    label: "Sequence",
    help: "Who calls whom, in which order, and what happens on failure.",
    name: "Call sequence",
    source: `sequenceDiagram
  autonumber
  participant client as Client
  participant api as API
  participant payments as Payments
  client->>+api: place order (idempotency key)
  api->>+payments: authorise, timeout 800 ms
  alt approved
    payments-->>api: authorisation
    api-->>client: 201 order
  else declined or too slow
    payments-->>-api: reason
    api-->>-client: 402 with the reason
  end
`,
  },
  {
    key: "class",
    label: "Class",
    help: "Types, what they hold, and how they relate.",
    name: "Domain model",
    source: `classDiagram
  class Order {
    +UUID id
    +Money total
    +place()
    +cancel(reason)
  }
  class OrderLine {
    +UUID productId
    +int quantity
  }
  class OrderState {
    <<enumeration>>
    PLACED
    PAID
    SHIPPED
  }
  Order "1" *-- "1..*" OrderLine : contains
  Order --> OrderState : is in
`,
  },
  {
    key: "state",
    label: "State",
    help: "The states of one thing, and what moves it between them.",
    name: "Order states",
    source: `stateDiagram-v2
  [*] --> Placed
  Placed --> Paid : payment captured
  Placed --> Cancelled : not paid in 30 min
  Paid --> Shipped : handed to carrier
  Paid --> Refunded : cancelled by customer
  Shipped --> [*]
  Cancelled --> [*]
  Refunded --> [*]
`,
  },
  {
    key: "er",
    label: "Entity relationship",
    help: "Tables and keys. The DDL in Data draws one by itself.",
    name: "Core tables",
    source: `erDiagram
  customers ||--o{ orders : places
  orders ||--|{ order_lines : contains
  products ||--o{ order_lines : "is bought as"
  customers {
    uuid id PK
    text email UK
  }
  orders {
    uuid id PK
    uuid customer_id FK
    numeric total
  }
  order_lines {
    uuid order_id PK, FK
    int line PK
    uuid product_id FK
  }
  products {
    uuid id PK
    text name
  }
`,
  },
  {
    key: "c4",
    label: "C4 context",
    help: "The system, its users and its neighbours, in C4's notation.",
    name: "System context",
    source: `C4Context
  title System context
  Person(customer, "Customer", "Buys and tracks orders")
  System(shop, "Shop", "Catalogue, orders and accounts")
  System_Ext(payments, "Payment provider", "Authorises and captures")
  System_Ext(mail, "Mail service", "Delivers confirmations")
  Rel(customer, shop, "Uses", "HTTPS")
  Rel(shop, payments, "Charges", "HTTPS")
  Rel(shop, mail, "Sends", "SMTP")
  UpdateLayoutConfig($c4ShapeInRow="2", $c4BoundaryInRow="1")
`,
  },
  {
    key: "deployment",
    label: "Deployment",
    help: "What runs where: regions, zones, clusters and what lies between.",
    name: "Deployment",
    source: `flowchart TB
  users(["Users"]) --> edge["CDN and firewall"]
  edge --> balancer["Load balancer"]
  subgraph region["Region"]
    balancer --> api_a & api_b
    subgraph zone_a["Zone A"]
      api_a["API × 2"]
      primary[("Database, primary")]
    end
    subgraph zone_b["Zone B"]
      api_b["API × 2"]
      standby[("Database, standby")]
    end
    api_a & api_b --> primary
    primary -.->|synchronous| standby
  end
  primary -.->|hourly| backups[/"Backups, other region"/]
`,
  },
];
