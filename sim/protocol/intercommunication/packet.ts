import { RigError } from '../../domain/errors.ts'
import { ID_BYTES_MAX, idBytes, isPacketId, type Packet } from '../../domain/intercommunication/packet.ts'

/** Bytes of a text that is sent, with the zero behind it; what is longer is cut: a datagram of Ethernet carries so much in one piece (P-245). */
export const TEXT_BYTES_MAX = 1_024

/** The bytes of a packet (docs/miniserver-protocol.md §4.3). Throws PACKET_INVALID for an id that does not fit, and a number that is none. */
export function encodePacket({ source, target, id, value }: Packet): Uint8Array {
  const { type, payload } = payloadOf(value)
  const packet = Buffer.alloc(PAYLOAD_AT + payload.length)
  packet[0] = VALUE_PACKET
  writeId(packet, source, SOURCE_AT)
  writeId(packet, target, TARGET_AT)
  writeId(packet, id, ID_AT)
  packet.writeUInt16LE(payload.length, LENGTH_AT)
  packet[TYPE_AT] = type
  packet.set(payload, PAYLOAD_AT)
  return packet
}

/**
 * `undefined` for what is a packet and brings no value: the name that a Miniserver tells every seven minutes, and values of lamps
 * and buttons. Throws PACKET_INVALID for what is no packet at all, and nothing else.
 */
export function decodePacket(bytes: Uint8Array): Packet | undefined {
  const packet = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (packet[0] === NAME_PACKET) return undefined
  if (packet[0] !== VALUE_PACKET) throw invalid(`it begins with ${hexOf(packet[0])}, not with 9e`)
  if (packet.length < PAYLOAD_AT) throw invalid(`it has ${packet.length} bytes, a header has ${PAYLOAD_AT}`)
  const length = packet.readUInt16LE(LENGTH_AT)
  const payload = packet.subarray(PAYLOAD_AT)
  if (payload.length !== length) throw invalid(`it brings ${payload.length} bytes and announces ${length}`)
  const value = valueIn(packet[TYPE_AT] ?? 0, payload)
  if (value === undefined) return undefined
  return { source: idAt(packet, SOURCE_AT), target: idAt(packet, TARGET_AT), id: idAt(packet, ID_AT), value }
}

const VALUE_PACKET = 0x9e
const NAME_PACKET = 0x8d
const [SOURCE_AT, TARGET_AT, ID_AT, LENGTH_AT, TYPE_AT, PAYLOAD_AT] = [8, 17, 26, 35, 37, 38]

/** Types of payloads. Those of buttons (3) and lamps (4 to 6) have 8 bytes. */
const [DIGITAL, ANALOG, TEXT, LAMP] = [0, 1, 2, 6]
const LAMP_BYTES = 8

function payloadOf(value: Packet['value']): { readonly type: number; readonly payload: Uint8Array } {
  if (typeof value === 'boolean') return { type: DIGITAL, payload: Uint8Array.of(value ? 1 : 0) }
  if (typeof value === 'string') return { type: TEXT, payload: textBytes(value) }
  if (!Number.isFinite(value)) throw invalid(`${value} is no number that can be sent`)
  const payload = Buffer.alloc(8)
  payload.writeDoubleLE(value)
  return { type: ANALOG, payload }
}

/** Whole characters only up to the first zero, and a zero behind them. */
function textBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(TEXT_BYTES_MAX)
  const { written } = new TextEncoder().encodeInto(text.split('\0', 1)[0] ?? '', bytes.subarray(0, TEXT_BYTES_MAX - 1))
  return bytes.subarray(0, written + 1)
}

function valueIn(type: number, payload: Buffer): Packet['value'] | undefined {
  if (type === DIGITAL && payload.length === 1) return payload[0] !== 0
  if (type === ANALOG && payload.length === 8) {
    const value = payload.readDoubleLE()
    if (!Number.isFinite(value)) throw invalid('its analog value is no number')
    return value
  }
  if (type === TEXT && payload.at(-1) === 0) return payload.toString('utf8', 0, payload.indexOf(0))
  if (type > TEXT && type <= LAMP && payload.length === LAMP_BYTES) return undefined
  throw invalid(`nothing of type ${type} has ${payload.length} bytes such as these`)
}

function writeId(packet: Buffer, id: string, at: number): void {
  if (!isPacketId(id)) {
    throw invalid(
      `the id ${JSON.stringify(id)} has ${idBytes(id)} bytes of UTF-8; 1 to ${ID_BYTES_MAX}, without zeros, fit`,
    )
  }
  packet.write(id, at)
}

function idAt(packet: Buffer, at: number): string {
  return packet.toString('utf8', at, at + ID_BYTES_MAX).replaceAll('\0', '')
}

function hexOf(byte: number | undefined): string {
  return byte === undefined ? 'nothing' : byte.toString(16).padStart(2, '0')
}

function invalid(why: string): RigError {
  return new RigError('PACKET_INVALID', `this is no packet of Network Intercommunication: ${why}`)
}
