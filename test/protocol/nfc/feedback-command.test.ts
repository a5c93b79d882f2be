import { expect, test } from 'vitest'
import { feedbackCommand, isShown, showsFeedback } from '../../../sim/protocol/nfc/feedback-command.ts'

test.for([
  ['granted', [0xff, 0x00, 0x40, 0xa0, 0x04, 3, 0, 1, 1]],
  ['denied', [0xff, 0x00, 0x40, 0x50, 0x04, 1, 1, 2, 1]],
  ['locked', [0xff, 0x00, 0x40, 0x50, 0x04, 1, 1, 3, 1]],
] as const)('%s is shown by the documented command', ([signal, command]) => {
  expect(feedbackCommand(signal)).toEqual(command)
})

test.for([
  ['ACS ACR122U PICC Interface 00 00', true],
  ['ACS ACR122 0', true],
  ['ACS ACR1252 1S CL Reader [PICC] 00 00', true],
  ['ACS ACR1222 3S PICC Reader 00 00', false],
  ['HID Global OMNIKEY 5022 Smart Card Reader 00 00', false],
  ['Virtual PCD 00 00', false],
] as const)('a reader called %s has a known light: %s', ([name, expected]) => {
  expect(showsFeedback(name)).toBe(expected)
})

test('an answer of 90 and the state of the LEDs says that it was shown, and nothing else does', () => {
  expect(
    [[0x90, 0x02], [0x90, 0x00], [0x63, 0x00], [0x90], []].map((reply) => isShown(Uint8Array.from(reply))),
  ).toEqual([true, true, false, false, false])
})
