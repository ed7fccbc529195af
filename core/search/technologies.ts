/** Products and protocols by the name they are found under, each with the other ways people write it, in lower case. */
const names: readonly (readonly [name: string, ...aliases: string[]])[] = [
  ["PostgreSQL", "postgresql", "postgres", "psql", "pgsql", "pg"],
  ["MySQL", "mysql"],
  ["MariaDB", "mariadb"],
  ["Oracle Database", "oracle", "oracle database", "oracle db"],
  ["SQL Server", "sql server", "mssql", "ms sql"],
  ["SQLite", "sqlite", "sqlite3"],
  ["Aurora", "aurora"],
  ["Spanner", "spanner", "cloud spanner"],
  ["CockroachDB", "cockroachdb", "cockroach"],
  ["MongoDB", "mongodb", "mongo"],
  ["DynamoDB", "dynamodb", "dynamo db"],
  ["Cassandra", "cassandra"],
  ["ScyllaDB", "scylladb", "scylla"],
  ["ClickHouse", "clickhouse"],
  ["BigQuery", "bigquery", "big query"],
  ["Snowflake", "snowflake"],
  ["Redshift", "redshift"],
  ["TimescaleDB", "timescaledb", "timescale"],
  ["InfluxDB", "influxdb", "influx"],
  ["Neo4j", "neo4j"],
  ["Redis", "redis"],
  ["Valkey", "valkey"],
  ["Memcached", "memcached", "memcache"],
  ["Elasticsearch", "elasticsearch", "elastic search", "elastic"],
  ["OpenSearch", "opensearch", "open search"],
  ["Solr", "solr"],
  ["Kafka", "kafka", "apache kafka", "redpanda"],
  ["RabbitMQ", "rabbitmq", "rabbit mq", "rabbit"],
  ["NATS", "nats", "jetstream"],
  ["Pulsar", "pulsar"],
  ["ActiveMQ", "activemq"],
  ["SQS", "sqs", "simple queue service"],
  ["SNS", "sns"],
  ["EventBridge", "eventbridge", "event bridge"],
  ["Kinesis", "kinesis"],
  ["Pub/Sub", "pub sub", "pubsub"],
  ["Service Bus", "service bus"],
  ["S3", "s3", "minio"],
  ["Azure Blob Storage", "blob storage", "azure blob"],
  ["Cloud Storage", "gcs", "google cloud storage"],
  ["Debezium", "debezium"],
  ["Flink", "flink"],
  ["Spark", "spark"],
  ["Airflow", "airflow"],
  ["Temporal", "temporal"],
  ["Kubernetes", "kubernetes", "k8s"],
  ["Docker", "docker"],
  ["Terraform", "terraform"],
  ["Vault", "vault", "hashicorp vault"],
  ["Keycloak", "keycloak"],
  ["Consul", "consul"],
  ["etcd", "etcd"],
  ["Envoy", "envoy"],
  ["Istio", "istio"],
  ["nginx", "nginx"],
  ["gRPC", "grpc"],
  ["GraphQL", "graphql"],
  ["AMQP", "amqp"],
  ["MQTT", "mqtt"],
  ["WebSocket", "websocket", "websockets"],
  ["Prometheus", "prometheus"],
  ["Grafana", "grafana"],
  ["OpenTelemetry", "opentelemetry", "otel"],
];

const byAlias = new Map(names.flatMap(([name, ...aliases]) => aliases.map((alias) => [alias, name] as const)));
const longestAlias = 3;

/** The known technologies a short text names: of “PostgreSQL 18, orders” PostgreSQL. */
export function technologiesIn(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const found = new Set<string>();
  for (let at = 0; at < words.length; at++)
    for (let length = longestAlias; length > 0; length--) {
      const name = byAlias.get(words.slice(at, at + length).join(" "));
      if (!name) continue;
      found.add(name);
      at += length - 1;
      break;
    }
  return [...found];
}
