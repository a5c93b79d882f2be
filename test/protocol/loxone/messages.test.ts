import { describe, expect, test } from 'vitest'
import { envelope, xmlEnvelope } from '../../../sim/protocol/loxone/envelope.ts'
import { textTable, valueTable } from '../../../sim/protocol/loxone/event-table.ts'
import { messageHeader } from '../../../sim/protocol/loxone/message-header.ts'
import { pseudoJson } from '../../../sim/protocol/loxone/pseudo-json.ts'
import { stateMessages } from '../../../sim/protocol/loxone/state-messages.ts'
import { framedHeader, framedMessage } from '../../../sim/protocol/loxone/web-socket-frame.ts'

const UUID = '184100ee-0054-db14-ffff6c7857242faa'

describe('what clients are sent, as on the protocol page §1.8', () => {
  test('headers', () => {
    expect(messageHeader('value-states', 24).toString('hex')).toBe('0302000018000000')
    expect(messageHeader('text-states', 40).toString('hex')).toBe('0303000028000000')
    expect(messageHeader('keepalive', 0).toString('hex')).toBe('0306000000000000')
    expect(messageHeader('out-of-service', 0).toString('hex')).toBe('0305000000000000')
  })

  test('a value event', () => {
    expect(valueTable([{ uuid: UUID, value: 1 }]).toString('hex')).toBe(
      'ee004118540014dbffff6c7857242faa000000000000f03f',
    )
  })

  test('a text event, filled up to four bytes', () => {
    const uuid = 'ee004118540014dbffff6c7857242faa'
    expect(textTable([{ uuid: UUID, value: 'ä!' }]).toString('hex')).toBe(`${uuid}${'00'.repeat(16)}03000000c3a42100`)
  })

  test('states of both kinds: a table of values, then one of texts', () => {
    const bytes = stateMessages([
      { uuid: UUID, value: 'x' },
      { uuid: UUID, value: 1 },
      { uuid: UUID, value: 2 },
    ])
    expect(bytes.subarray(0, 12).toString('hex')).toBe('82080302000030000000' + '8230')
    expect(bytes.subarray(12 + 48, 12 + 48 + 12).toString('hex')).toBe('82080303000028000000' + '8228')
    expect(stateMessages([])).toHaveLength(0)
  })
})

describe('framing', () => {
  test('puts the header as one message and the payload as the next', () => {
    expect(framedMessage('text', 'abc').toString('hex')).toBe('82080300000003000000' + '8103616263')
    expect(framedMessage('file', 'abc').toString('hex')).toBe('82080301000003000000' + '8103616263')
    expect(framedHeader('keepalive').toString('hex')).toBe('82080306000000000000')
  })

  test('counts bytes, not letters, and never sends text of eight bytes', () => {
    expect(framedMessage('text', 'ä').subarray(2, 10).toString('hex')).toBe('0300000002000000')
    expect(framedMessage('text', '12345678').subarray(6, 7)[0]).toBe(9)
  })

  test.for([125, 126, 65_535, 65_536])('spells a length of %i as RFC 6455 does', (length) => {
    const frame = framedMessage('file', new Uint8Array(length)).subarray(10)
    const [expected, head] =
      length < 126 ? [frame[1], 2] : length < 65_536 ? [frame.readUInt16BE(2), 4] : [frame.readUInt32BE(6), 10]
    expect(frame).toHaveLength(head + length)
    expect(expected).toBe(length)
  })
})

describe('the envelope', () => {
  test('has its code as text, and echoes the command without its j', () => {
    expect(envelope('jdev/sps/LoxAPPversion3', 200, 'x')).toBe(
      '{"LL":{"control":"dev/sps/LoxAPPversion3","value":"x","Code":"200"}}',
    )
  })

  test('keeps the j and writes code small for jdev/sys', () => {
    expect(envelope('jdev/sys/getkey', 200, 'x')).toBe('{"LL":{"control":"jdev/sys/getkey","value":"x","code":"200"}}')
  })

  test('is XML for dev/, with nothing left to break it', () => {
    expect(xmlEnvelope('dev/cfg/version', 200, '15.3.12.7')).toContain(
      '<LL control="dev/cfg/version" value="15.3.12.7" Code="200"/>',
    )
    expect(xmlEnvelope('dev/"<&>', 404, 'a"b')).toContain('control="dev/&quot;&lt;&amp;&gt;" value="a&quot;b"')
  })

  test('of cfg/api holds JSON in single quotes, which clients turn into JSON', () => {
    const text = pseudoJson({ snr: '50:4F:94:11:12:5F', version: '14.5.12.7', hasEventSlots: true })
    expect(text).toBe("{'snr': '50:4F:94:11:12:5F', 'version':'14.5.12.7', 'hasEventSlots':true}")
    expect(JSON.parse(text.replaceAll("'", '"'))).toEqual({
      snr: '50:4F:94:11:12:5F',
      version: '14.5.12.7',
      hasEventSlots: true,
    })
  })
})
