import { createServer } from 'node:net'
import { vi } from 'vitest'
import { listen } from '../../sim/io/listen.ts'
import { aTrustUnit } from '../helpers/a-trust-unit.ts'
import { describeTrustLinks, LINKED_UNITS } from './trust-links.ts'

describeTrustLinks('mutual TLS connections', async () => {
  const units = await Promise.all(
    [LINKED_UNITS.office, LINKED_UNITS.home, '504F94A00003'].map((each) => aTrustUnit(each)),
  )
  const [office, home, stranger] = units
  if (office === undefined || home === undefined || stranger === undefined) throw new Error('three units')
  return {
    office,
    home,
    wrongAddress: stranger.address,
    deadAddress: await closedAddress(),
    until: (condition) => vi.waitUntil(condition, { timeout: 4_000, interval: 2 }).then(() => {}),
    dispose: async () => {
      for (const unit of units) await unit[Symbol.asyncDispose]()
    },
  }
})

/** A port that was free a moment ago. */
async function closedAddress(): Promise<string> {
  const server = createServer()
  const port = await listen(server, { host: '127.0.0.1', port: 0, maxPortTries: 1 })
  server.close()
  return `127.0.0.1:${port}`
}
