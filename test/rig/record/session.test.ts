import { expect, test } from 'vitest'
import type { TimedReading } from '../../../rigs/control/reading-stream.ts'
import { CredentialNames } from '../../../rigs/record/name-credentials.ts'
import { type Presentation, Session } from '../../../rigs/record/session.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import { twoSitesFile } from '../../helpers/two-sites.ts'

const READING: TimedReading = {
  ...{ command: 'rig-1', reader: 'home/front-door', source: 'pcsc', credential: { kind: 'tag', id: '04 C0 FF EE' } },
  ...{ monotonicMs: 0, wallMs: {} },
}
const message = (channel: string, id: string, causedBy: string): BusMessage =>
  ({ channel, id, causedBy, site: 'home', device: 'front-door', timeMs: 0, data: { outcome: id } }) as never

test('a decision belongs to what was held there by its causes, whichever is heard first', () => {
  for (const isReadFirst of [true, false]) {
    const decided: Presentation[] = []
    const session = new Session((presentation) => void decided.push(presentation))
    if (isReadFirst) session.read(READING)
    session.see(message('event', 'event-1', 'rig-1'))
    session.see(message('decision', 'granted', 'event-1'))
    session.see(message('decision', 'denied', 'event-of-another'))
    if (!isReadFirst) session.read(READING)
    expect(decided).toEqual([{ reading: READING, decision: { outcome: 'granted' } }])
    expect(session.isUndecided).toBe(false)
    session.read({ ...READING, command: 'rig-2' })
    expect(session.isUndecided).toBe(true)
  }
})

test('credentials are called as in the rig file, and others by new names that are free', () => {
  const rig = twoSitesFile()
  const names = new CredentialNames({
    ...rig,
    credentials: { ...rig.credentials, 'unknown-card-1': { tag: '04 AA BB CC' } },
  })
  expect(names.nameOf({ kind: 'tag', id: '04 A1 B2 C3 D4 E5 80' })).toBe('blue-card')
  expect(names.nameOf({ kind: 'ibutton', id: '01.AB.89.67.45.23.01.79' })).toBe('blue-button')
  expect(names.secrets).toEqual({})
  const others = ['04 C0 FF EE', '04 C0 FF EF', '04 C0 FF EE'].map((id) => names.nameOf({ kind: 'tag', id }))
  expect(others).toEqual(['unknown-card-2', 'unknown-card-3', 'unknown-card-2'])
  expect(names.nameOf({ kind: 'ibutton', id: '01.01.02.03.04.05.06.BD' })).toBe('unknown-button-1')
  expect(names.secrets).toEqual({
    'unknown-card-2': { tag: '04 C0 FF EE' },
    'unknown-card-3': { tag: '04 C0 FF EF' },
    'unknown-button-1': { ibutton: '01.01.02.03.04.05.06.BD' },
  })
})
