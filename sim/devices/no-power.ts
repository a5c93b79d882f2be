import type { ControlReply } from '../domain/miniserver/effect.ts'

/** What a Miniserver says to a control command that it cannot carry out now. */
export const NO_POWER: ControlReply = {
  ok: false,
  code: 'DEVICE_OFFLINE',
  message: 'the Miniserver does not answer: it has no power or restarts',
}
