/** What follows a header on the WebSocket (docs/miniserver-protocol.md §1.6). */
export type MessageKind = keyof typeof IDS

const IDS = {
  text: 0,
  file: 1,
  'value-states': 2,
  'text-states': 3,
  'daytimer-states': 4,
  'out-of-service': 5,
  keepalive: 6,
  'weather-states': 7,
} as const

/** The eight bytes before every message: `03`, what it is, no flag, and how many bytes follow. Estimates are never sent. */
export function messageHeader(kind: MessageKind, byteLength: number): Buffer {
  const header = Buffer.from([0x03, IDS[kind], 0, 0, 0, 0, 0, 0])
  header.writeUInt32LE(byteLength, 4)
  return header
}
