/** The tables with which every service makes requests and events happen once: same shape, one set in each database. */
const messaging = (prefix: string, events: string[]) => `CREATE TABLE ${prefix}_idempotency_keys (
  caller_id uuid NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 8 AND 100),
  request_hash bytea NOT NULL CHECK (octet_length(request_hash) = 32),
  response_status smallint CHECK (response_status BETWEEN 200 AND 599),
  response_body jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL DEFAULT now() + interval '48 hours',
  PRIMARY KEY (caller_id, key)
);
CREATE INDEX ${prefix}_idempotency_expiry_idx ON ${prefix}_idempotency_keys (expires_at);

CREATE TABLE ${prefix}_outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id uuid NOT NULL DEFAULT uuidv7() UNIQUE,
  event_type text NOT NULL CHECK (event_type IN (${events.map((event) => `'${event}'`).join(", ")})),
  aggregate_id uuid NOT NULL,
  payload jsonb NOT NULL,
  correlation_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz
);
CREATE INDEX ${prefix}_outbox_pending_idx ON ${prefix}_outbox (id) WHERE published_at IS NULL;

CREATE TABLE ${prefix}_inbox (
  event_id uuid PRIMARY KEY,
  event_type text NOT NULL,
  handled_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ${prefix}_inbox_handled_idx ON ${prefix}_inbox (handled_at);`;

/**
 * The schema of the shop's three databases in one text. Between databases there are no foreign keys: an order names its
 * customer and products by id only.
 */
export const schema = `-- Every table lives in the database of one service. Ids are UUID version 7, so new rows land at the end of each index.
-- Money is an integer number of minor units (cents) beside its ISO 4217 currency.

CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
$$;

-- ===== User service: database "users" =====

CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254 AND position('@' IN email) > 1),
  email_confirmed_at timestamptz,
  password_hash text NOT NULL,
  display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 100),
  role text NOT NULL DEFAULT 'customer' CHECK (role IN ('customer', 'catalogue_editor', 'warehouse', 'support')),
  locale text NOT NULL DEFAULT 'en' CHECK (locale ~ '^[a-z]{2}(-[A-Z]{2})?$'),
  marketing_consent_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz
);
-- An address can be used again after its account is gone.
CREATE UNIQUE INDEX users_email_key ON users (lower(email)) WHERE deleted_at IS NULL;
CREATE INDEX users_created_idx ON users (created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE TRIGGER users_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE user_addresses (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  recipient text NOT NULL CHECK (length(recipient) BETWEEN 1 AND 100),
  street text NOT NULL CHECK (length(street) BETWEEN 1 AND 200),
  postal_code text NOT NULL CHECK (length(postal_code) BETWEEN 2 AND 12),
  city text NOT NULL CHECK (length(city) BETWEEN 1 AND 100),
  country char(2) NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  is_default boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX user_addresses_user_idx ON user_addresses (user_id, created_at);
CREATE UNIQUE INDEX user_addresses_default_key ON user_addresses (user_id) WHERE is_default;
CREATE TRIGGER user_addresses_touch BEFORE UPDATE ON user_addresses FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE refresh_tokens (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
  family_id uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT refresh_tokens_hash_key UNIQUE (token_hash),
  CHECK (expires_at > created_at)
);
CREATE INDEX refresh_tokens_user_idx ON refresh_tokens (user_id, family_id);
CREATE INDEX refresh_tokens_expiry_idx ON refresh_tokens (expires_at);

CREATE TABLE audit_entries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  actor_id uuid,
  action text NOT NULL CHECK (length(action) BETWEEN 1 AND 100),
  subject_type text NOT NULL,
  subject_id uuid NOT NULL,
  details jsonb NOT NULL DEFAULT '{}',
  correlation_id uuid NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX audit_entries_subject_idx ON audit_entries (subject_type, subject_id, created_at DESC);
CREATE INDEX audit_entries_actor_idx ON audit_entries (actor_id, created_at DESC) WHERE actor_id IS NOT NULL;

${messaging("user", ["UserErased"])}

-- ===== Product service: database "products" =====

CREATE TABLE categories (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  parent_id uuid REFERENCES categories (id) ON DELETE RESTRICT,
  slug text NOT NULL CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 80),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  description text NOT NULL DEFAULT '' CHECK (length(description) <= 2000),
  position integer NOT NULL DEFAULT 0 CHECK (position >= 0),
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  CHECK (parent_id <> id)
);
CREATE UNIQUE INDEX categories_slug_key ON categories (slug) WHERE deleted_at IS NULL;
CREATE INDEX categories_parent_idx ON categories (parent_id, position);
CREATE TRIGGER categories_touch BEFORE UPDATE ON categories FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE products (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  category_id uuid NOT NULL REFERENCES categories (id) ON DELETE RESTRICT,
  sku text NOT NULL CHECK (sku ~ '^[A-Z0-9][A-Z0-9-]{2,31}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description text NOT NULL DEFAULT '' CHECK (length(description) <= 20000),
  brand text NOT NULL DEFAULT '' CHECK (length(brand) <= 100),
  price_minor bigint NOT NULL CHECK (price_minor >= 0),
  currency char(3) NOT NULL DEFAULT 'EUR' CHECK (currency ~ '^[A-Z]{3}$'),
  tax_rate numeric(5, 2) NOT NULL DEFAULT 19.00 CHECK (tax_rate BETWEEN 0 AND 100),
  attributes jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(attributes) = 'object'),
  status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'active', 'withdrawn')),
  search tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('english', name), 'A') ||
    setweight(to_tsvector('simple', sku), 'A') ||
    setweight(to_tsvector('simple', brand), 'B') ||
    setweight(to_tsvector('english', description), 'C')
  ) STORED,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz
);
CREATE UNIQUE INDEX products_sku_key ON products (sku) WHERE deleted_at IS NULL;
CREATE INDEX products_category_idx ON products (category_id, created_at DESC, id DESC);
CREATE INDEX products_newest_idx ON products (created_at DESC, id DESC) WHERE status = 'active' AND deleted_at IS NULL;
CREATE INDEX products_price_idx ON products (price_minor, id) WHERE status = 'active' AND deleted_at IS NULL;
CREATE INDEX products_search_idx ON products USING gin (search);
CREATE INDEX products_attributes_idx ON products USING gin (attributes jsonb_path_ops);
CREATE TRIGGER products_touch BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE product_images (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  product_id uuid NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  position smallint NOT NULL CHECK (position BETWEEN 0 AND 19),
  object_key text NOT NULL CHECK (object_key ~ '^[0-9a-f]{64}[.](webp|avif)$'),
  alt_text text NOT NULL CHECK (length(alt_text) BETWEEN 1 AND 300),
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT product_images_position_key UNIQUE (product_id, position)
);

CREATE TABLE stock_levels (
  product_id uuid PRIMARY KEY REFERENCES products (id) ON DELETE RESTRICT,
  on_hand integer NOT NULL DEFAULT 0 CHECK (on_hand >= 0),
  reserved integer NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  updated_at timestamptz NOT NULL DEFAULT now(),
  -- The one rule that keeps stock from being promised twice.
  CONSTRAINT stock_levels_not_oversold CHECK (reserved <= on_hand)
);
CREATE TRIGGER stock_levels_touch BEFORE UPDATE ON stock_levels FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE stock_reservations (
  id uuid PRIMARY KEY,
  state text NOT NULL DEFAULT 'held' CHECK (state IN ('held', 'confirmed', 'taken', 'released')),
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (expires_at > created_at)
);
COMMENT ON COLUMN stock_reservations.id IS 'The id of the order, chosen by the Order service; makes a repeated request harmless.';
CREATE INDEX stock_reservations_expiry_idx ON stock_reservations (expires_at) WHERE state = 'held';
CREATE TRIGGER stock_reservations_touch BEFORE UPDATE ON stock_reservations FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE stock_reservation_items (
  reservation_id uuid NOT NULL REFERENCES stock_reservations (id) ON DELETE CASCADE,
  product_id uuid NOT NULL REFERENCES stock_levels (product_id) ON DELETE RESTRICT,
  quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 100),
  unit_price_minor bigint NOT NULL CHECK (unit_price_minor >= 0),
  PRIMARY KEY (reservation_id, product_id)
);
CREATE INDEX stock_reservation_items_product_idx ON stock_reservation_items (product_id);

${messaging("product", ["StockReservationExpired"])}

-- ===== Order service: database "orders" =====

CREATE TABLE orders (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  number bigint GENERATED ALWAYS AS IDENTITY (START WITH 100001) UNIQUE,
  user_id uuid,
  status text NOT NULL DEFAULT 'pending_payment'
    CHECK (status IN ('pending_payment', 'paid', 'shipped', 'delivered', 'cancelled')),
  currency char(3) NOT NULL DEFAULT 'EUR' CHECK (currency ~ '^[A-Z]{3}$'),
  items_minor bigint NOT NULL CHECK (items_minor >= 0),
  shipping_minor bigint NOT NULL DEFAULT 0 CHECK (shipping_minor >= 0),
  total_minor bigint GENERATED ALWAYS AS (items_minor + shipping_minor) STORED,
  delivery_address jsonb CHECK (jsonb_typeof(delivery_address) = 'object'),
  cancel_reason text CHECK (cancel_reason IN ('customer', 'payment_failed', 'stock_expired', 'support')),
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  placed_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  CHECK ((status = 'cancelled') = (cancel_reason IS NOT NULL))
);
COMMENT ON COLUMN orders.user_id IS 'User of the User service; set to null when the person is erased.';
CREATE INDEX orders_user_idx ON orders (user_id, placed_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX orders_status_idx ON orders (status, placed_at, id) WHERE status IN ('pending_payment', 'paid') AND deleted_at IS NULL;
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE order_items (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  order_id uuid NOT NULL REFERENCES orders (id) ON DELETE RESTRICT,
  product_id uuid NOT NULL,
  sku text NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 100),
  unit_price_minor bigint NOT NULL CHECK (unit_price_minor >= 0),
  tax_rate numeric(5, 2) NOT NULL CHECK (tax_rate BETWEEN 0 AND 100),
  line_minor bigint GENERATED ALWAYS AS (quantity * unit_price_minor) STORED,
  CONSTRAINT order_items_product_key UNIQUE (order_id, product_id)
);
CREATE INDEX order_items_product_idx ON order_items (product_id);

CREATE TABLE order_status_changes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES orders (id) ON DELETE RESTRICT,
  from_status text,
  to_status text NOT NULL,
  actor text NOT NULL CHECK (actor IN ('customer', 'staff', 'system', 'payment_provider', 'carrier')),
  correlation_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX order_status_changes_order_idx ON order_status_changes (order_id, id);

CREATE TABLE payments (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  order_id uuid NOT NULL REFERENCES orders (id) ON DELETE RESTRICT,
  kind text NOT NULL CHECK (kind IN ('charge', 'refund')),
  state text NOT NULL DEFAULT 'requested' CHECK (state IN ('requested', 'succeeded', 'failed', 'review')),
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  method_token text,
  provider_reference text,
  failure_code text,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  -- One charge and one refund at most for each order.
  CONSTRAINT payments_order_key UNIQUE (order_id, kind),
  CONSTRAINT payments_reference_key UNIQUE (provider_reference)
);
CREATE INDEX payments_due_idx ON payments (next_attempt_at) WHERE state = 'requested';
CREATE TRIGGER payments_touch BEFORE UPDATE ON payments FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE provider_events (
  provider text NOT NULL CHECK (provider IN ('payment', 'carrier')),
  event_id text NOT NULL CHECK (length(event_id) BETWEEN 1 AND 100),
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (provider, event_id)
);
CREATE INDEX provider_events_received_idx ON provider_events (received_at);

CREATE TABLE shipments (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  order_id uuid NOT NULL REFERENCES orders (id) ON DELETE RESTRICT,
  state text NOT NULL DEFAULT 'requested' CHECK (state IN ('requested', 'on_hold', 'labelled', 'handed_over', 'delivered')),
  tracking_code text UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT shipments_order_key UNIQUE (order_id)
);
CREATE INDEX shipments_open_idx ON shipments (state, created_at) WHERE state <> 'delivered';
CREATE TRIGGER shipments_touch BEFORE UPDATE ON shipments FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

${messaging("order", ["OrderPlaced", "OrderPaid", "OrderShipped", "OrderCancelled"])}
`;
