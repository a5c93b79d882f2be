/** HTTP status of a refusal, for both control APIs. What is not listed is a request that cannot be carried out: 422. */
const STATUS: Readonly<Record<string, number | undefined>> = {
  USAGE: 400,
  INVALID: 400,
  CSV_INVALID: 400,
  SERIAL_INVALID: 400,
  KEY_INVALID: 400,
  KEY_REQUIRED: 400,
  FORBIDDEN: 403,
  NOT_TRUST_MANAGER: 403,
  CERT_MISMATCH: 403,
  NOT_FOUND: 404,
  NAME_TAKEN: 409,
  STALE_DOCUMENT: 409,
  NO_DOCUMENT: 409,
  MEMBER_EXISTS: 409,
  REFERENCE_EXISTS: 409,
  KEY_SUPERSEDED: 409,
  LAST_ADMINISTRATOR: 403,
  DEFAULT_PASSWORD: 409,
  SCHEDULE_IN_USE: 409,
  FRAME_TOO_LONG: 413,
  CSV_TOO_LARGE: 413,
  UNSUPPORTED: 501,
  CONNECTION_FAILED: 502,
  BROKER_LOST: 503,
  DEVICE_OFFLINE: 503,
  READER_ABSENT: 503,
  READER_LOST: 503,
  DEADLINE: 504,
}

const OTHER = 422

export function statusOf(code: string): number {
  return STATUS[code] ?? OTHER
}
