import type { FeedbackSignal } from '../../domain/miniserver/effect.ts'

/** More than the two bytes of a reader's answer. */
export const FEEDBACK_REPLY_LENGTH_MAX = 16

/**
 * Readers of ACS that take the ACR122U's command for their LEDs and beeper, by the names their drivers give them. Others have LEDs
 * that nobody can command through PC/SC, or commands of their own, which are not known here.
 */
const COMMANDABLE = /ACR ?122(?!\d)|AC[RM] ?1252/i

/** Initial state of the LED, and that it blinks: the high half of the LED state control. */
const RED = 0b0101_0000
const GREEN = 0b1010_0000
const BEEPS_WHILE_ON = 0x01

interface Blinking {
  readonly led: number
  /** Tenths of a second. */
  readonly on: number
  readonly off: number
  readonly times: number
}

/** Half a second or less: some readers answer when it is over, and read no card before [P]. */
const SIGNALS: { readonly [Signal in FeedbackSignal]: Blinking } = {
  granted: { led: GREEN, on: 3, off: 0, times: 1 },
  denied: { led: RED, on: 1, off: 1, times: 2 },
  learned: { led: GREEN, on: 3, off: 0, times: 1 },
  unreadable: { led: RED, on: 1, off: 1, times: 2 },
  locked: { led: RED, on: 1, off: 1, times: 3 },
  rung: { led: GREEN, on: 3, off: 0, times: 1 },
  awaiting: { led: GREEN, on: 1, off: 1, times: 1 },
}

/** Whether a PC/SC reader of this name shows feedback. */
export function showsFeedback(readerName: string): boolean {
  return COMMANDABLE.test(readerName)
}

/**
 * Lets LED and beeper of the reader show what became of a card: green and a beep, or red and several. Afterwards the LED is as before.
 *
 * FF 00 40, LED state control, 04, T1, T2, repetitions, beeper (ACR122U API 2.04, 6.2; ACM1252U manual 1.03, 5.6.1).
 */
export function feedbackCommand(signal: FeedbackSignal): number[] {
  const { led, on, off, times } = SIGNALS[signal]
  return [0xff, 0x00, 0x40, led, 0x04, on, off, times, BEEPS_WHILE_ON]
}

/** Whether the reader did so: 90, and the LEDs' state. */
export function isShown(reply: Uint8Array): boolean {
  return reply.length === 2 && reply[0] === 0x90
}
