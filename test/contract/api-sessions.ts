import { describe, expect, onTestFinished, test } from 'vitest'
import type { ApiSessions } from '../../sim/ports/api.ts'

/** A client of the API under test, and what it has heard, in order: `reply`, `states`, `closed CODE`. */
export interface ApiClientUnderTest {
  readonly session: string
  readonly heard: readonly string[]
  /** Sends a command; resolves with the number under which it is to be answered. */
  ask(): Promise<number>
}

export interface ApiUnderTest {
  readonly sessions: ApiSessions
  connect(): Promise<ApiClientUnderTest>
  /** Resolves when what was said has been heard. */
  settled(): Promise<void>
  dispose(): Promise<void>
}

const REPLY = { code: 200, value: '1' }
const CHANGES = [{ uuid: '184100ee-0054-db14-ffff6c7857242faa', value: 1 }]
const ENDED = /^closed/

/** What the API's sessions promise, virtual or real (sim/ports/api.ts). */
export function describeApiSessions(name: string, install: () => Promise<ApiUnderTest>): void {
  describe(`${name} is ApiSessions`, () => {
    const open = async (): Promise<ApiUnderTest> => {
      const api = await install()
      onTestFinished(() => api.dispose())
      return api
    }

    test('what is said to a session reaches it alone, in order', async () => {
      const { sessions, connect, settled } = await open()
      const [one, other] = [await connect(), await connect()]
      sessions.reply(one.session, await one.ask(), REPLY)
      sessions.states(one.session, CHANGES)
      sessions.reply(one.session, await one.ask(), REPLY)
      await settled()
      expect(one.heard).toEqual(['reply', 'states', 'reply'])
      expect(other.heard).toEqual([])
    })

    test('a session nobody knows is ignored', async () => {
      const { sessions, connect, settled } = await open()
      const client = await connect()
      sessions.reply('nobody', 1, REPLY)
      sessions.states('nobody', CHANGES)
      sessions.close('nobody', 4003, 'nobody')
      await settled()
      expect(client.heard).toEqual([])
    })

    test('close() ends that session with its code; what is said afterwards goes nowhere', async () => {
      const { sessions, connect, settled } = await open()
      const [one, other] = [await connect(), await connect()]
      sessions.close(one.session, 4005, 'user changed')
      sessions.states(one.session, CHANGES)
      await settled()
      expect(one.heard).toEqual(['closed 4005'])
      expect(other.heard).toEqual([])
    })

    test('closeAll() ends every session', async () => {
      const { sessions, connect, settled } = await open()
      const clients = [await connect(), await connect()]
      sessions.closeAll('restart')
      await settled()
      for (const { heard } of clients) expect(heard.at(-1)).toMatch(ENDED)
    })
  })
}
