import type { PartialSection } from "../template";

/** The hand-drawn pictures of the shop. Containers and tables are generated from the model and need none here. */
export const diagrams: PartialSection<"architecture">["diagrams"] = [
  {
    id: "diacontext",
    name: "System context",
    source: `flowchart LR
  customer(["Customer"])
  staff(["Catalogue editors, warehouse, support"])
  subgraph shop["Shop"]
    gateway["API gateway"]
    users["User service"]
    products["Product service"]
    orders["Order service"]
    events[["Kafka, shop events"]]
  end
  payment["Payment provider"]
  email["E-mail provider"]
  carrier["Parcel carrier"]
  images["Object storage and CDN"]

  customer -->|HTTPS| gateway
  staff -->|HTTPS, single sign-on| gateway
  customer -->|images| images
  customer -->|card data, hosted fields| payment
  gateway --> users
  gateway --> products
  gateway --> orders
  orders -->|reserve stock| products
  orders -.->|OrderPlaced, OrderPaid, OrderShipped, OrderCancelled| events
  products -.->|StockReservationExpired| events
  users -.->|UserErased| events
  events -.-> users
  events -.-> products
  events -.-> orders
  orders -->|charge, refund| payment
  payment -->|result| gateway
  orders -->|label| carrier
  carrier -->|parcel news| gateway
  users -->|mail| email
  products -->|sign upload| images`,
    note: "Solid lines are calls, dotted lines events. Card data passes from the browser to the provider and never through the shop.",
  },
  {
    id: "diaplacing",
    name: "Order placement, sequence",
    source: `sequenceDiagram
  autonumber
  actor C as Customer
  participant G as API gateway
  participant O as Order service
  participant P as Product service
  participant K as Kafka
  participant W as Order worker
  participant Y as Payment provider
  participant U as User service

  C->>G: POST /v1/orders with Idempotency-Key
  G->>O: forward, at most 2 s
  O->>P: PUT /v1/stock-reservations, at most 400 ms
  alt stock is short or a price changed
    P-->>O: 409
    O-->>C: 409, nothing stored
  else all items held for 2 h
    P-->>O: 200 with prices
    O->>O: one transaction, order and payment and OrderPlaced
    O-->>C: 201 pending_payment
  end
  O-)K: OrderPlaced
  K-)U: mail, order received
  loop until it answers, at most 100 min
    W->>Y: charge, key is the payment id
  end
  alt charged
    Y-->>W: succeeded
    W-)K: OrderPaid
    K-)P: confirm reservation
    K-)U: mail, order paid
  else declined
    Y-->>W: failed
    W-)K: OrderCancelled
    K-)P: release stock
    K-)U: mail, payment failed
  end`,
    note: "The customer waits only for steps 1 to 6. The payment provider is never on the way of a request.",
  },
  {
    id: "diastates0",
    name: "States of an order",
    source: `stateDiagram-v2
  [*] --> pending_payment: order placed, stock held
  pending_payment --> paid: charge succeeded
  pending_payment --> cancelled: declined, stock expired or customer cancels
  paid --> shipped: parcel handed over
  paid --> cancelled: customer cancels, charge refunded
  shipped --> delivered: carrier reports delivery
  cancelled --> [*]
  delivered --> [*]`,
    note: "One table of transitions in the Order service; every other change is refused with 409. Each change is a row in order_status_changes.",
  },
  {
    id: "diadomain0",
    name: "Domain model",
    source: `erDiagram
  USER ||--o{ ADDRESS : has
  USER ||..o{ ORDER : places
  CATEGORY |o--o{ CATEGORY : contains
  CATEGORY ||--o{ PRODUCT : lists
  PRODUCT ||--|| STOCK_LEVEL : has
  PRODUCT ||--o{ PRODUCT_IMAGE : shows
  STOCK_LEVEL ||--o{ RESERVATION_ITEM : holds
  RESERVATION ||--|{ RESERVATION_ITEM : consists_of
  RESERVATION ||..|| ORDER : belongs_to
  ORDER ||--|{ ORDER_ITEM : consists_of
  PRODUCT ||..o{ ORDER_ITEM : named_by
  ORDER ||--o{ PAYMENT : paid_by
  ORDER ||--o| SHIPMENT : sent_as`,
    note: "Dotted lines cross from one service to another: ids only, no foreign keys.",
  },
  {
    id: "diadeploy0",
    name: "Deployment",
    source: `flowchart TB
  internet(["Internet"]) --> balancer["Load balancer, TLS 1.3"]
  subgraph region["eu-central-1"]
    balancer
    subgraph zoneA["Zone A"]
      gatewayA["Gateway"]
      podsA["User 1, Product 2, Order 1"]
      primary[("PostgreSQL primaries")]
      brokerA[["Kafka broker 1"]]
    end
    subgraph zoneB["Zone B"]
      gatewayB["Gateway"]
      podsB["User 1, Product 1, Order 1"]
      standby[("PostgreSQL standbys")]
      brokerB[["Kafka broker 2"]]
    end
    subgraph zoneC["Zone C"]
      gatewayC["Gateway"]
      podsC["User 1, Product 1, Order 1"]
      replicas[("Product read replicas")]
      brokerC[["Kafka broker 3"]]
    end
    balancer --> gatewayA
    balancer --> gatewayB
    balancer --> gatewayC
    gatewayA --> podsA
    gatewayB --> podsB
    gatewayC --> podsC
    podsA --> primary
    podsB --> primary
    podsC --> primary
    primary -->|synchronous| standby
    primary -->|asynchronous| replicas
  end
  subgraph second["Second region"]
    backups[("Encrypted backups")]
  end
  primary -.->|log every 15 min at most| backups`,
    note: "Any one zone can be lost: two thirds of the instances carry the designed load, and the standby holds every accepted order.",
  },
];
