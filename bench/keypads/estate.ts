import type { RigFile } from '../../rigs/rig-file/shape.ts'
import { fromBundle } from '../modules.ts'

/** So many Miniservers, each with so many keypads, in one process in virtual time. */
export interface Keypads {
  /**
   * So many taps, at one keypad after the other, each decided before the next; afterwards all doors are shut again. In processor
   * time, garbage collection included: nothing here waits for anything.
   */
  tap(taps: number): Promise<{ readonly tookMs: number; readonly events: number }>
}

const USERS = 100
/** Shorter than the time in which all of a hundred keypads are tapped once. */
const PULSE = '100ms'
const SHUT_AFTER_MS = 1_000

export async function estateOfKeypads(sites: number, keypadsOfSite: number): Promise<Keypads> {
  const { openVirtualRig } = await fromBundle<typeof import('../../rigs/open.ts')>('rigs/open.ts')
  const { credentialText } = await fromBundle<typeof import('../../sim/domain/sealed-credential.ts')>(
    'sim/domain/sealed-credential.ts',
  )
  const file = rigOf(sites, keypadsOfSite)
  const { estate } = await openVirtualRig(file, { seed: 1, startWallMs: Date.UTC(2026, 0, 5), trusts: false })
  const doors = Object.entries(file.sites).flatMap(([site, { devices = {} }]) =>
    Object.keys(devices).map((device) => ({ site, device })),
  )
  let taps = 0
  const tapOne = async () => {
    const { site, device } = doors[taps % doors.length] as (typeof doors)[number]
    const tag = { kind: 'tag', id: tagOf(taps % USERS) } as const
    taps++
    estate.command(site, device, (id) => ({
      name: 'tap',
      data: { sealed: estate.seal(site, device, credentialText(id, tag)), source: 'simulated' },
    }))
    await estate.settled()
  }
  return {
    async tap(count) {
      const before = estate.world.events
      const opened = countOpened(estate)
      const start = process.cpuUsage()
      for (let tap = 0; tap < count; tap++) await tapOne()
      await estate.clock.advance(SHUT_AFTER_MS)
      const { user, system } = process.cpuUsage(start)
      const granted = opened()
      if (granted !== count) throw new TypeError(`${granted} of ${count} taps opened`)
      return { tookMs: (user + system) / 1_000, events: estate.world.events - before }
    },
  }
}

/** Counts grants from now on; the returned function ends that. */
function countOpened(estate: { observe(see: (message: { channel: string; data: unknown }) => void): () => void }) {
  let opened = 0
  const end = estate.observe(({ channel, data }) => {
    if (channel === 'decision' && (data as { outcome: string }).outcome === 'granted') opened++
  })
  return () => {
    end()
    return opened
  }
}

function rigOf(sites: number, keypadsOfSite: number): RigFile {
  return {
    version: 1,
    rig: 'keypads',
    sites: Object.fromEntries(
      Array.from({ length: sites }, (_, site) => [`site-${site}`, siteOf(site, keypadsOfSite)]),
    ),
  }
}

function siteOf(site: number, keypadsOfSite: number): RigFile['sites'][string] {
  const doors = Array.from({ length: keypadsOfSite }, (_, door) => `door-${door}`)
  const users = Array.from({ length: USERS }, (_, user) => [`User ${user}`, { tags: [tagOf(user)] }] as const)
  const serial = `504F94${site.toString(16).toUpperCase().padStart(6, '0')}`
  return {
    miniserver: { serial, name: `Site ${site}`, timeZone: 'Europe/Vienna' },
    devices: Object.fromEntries(doors.map((door) => [door, { kind: 'nfc-code-touch' }])),
    program: {
      users: { admin: { password: 'not-used-here' }, ...Object.fromEntries(users) },
      controls: Object.fromEntries(
        doors.map((reader) => [
          reader,
          { kind: 'authentication-nfc-code-touch', reader, outputs: { 1: reader }, pulse: PULSE },
        ]),
      ),
      permissions: [{ principal: 'group:All', allow: doors.map((door) => `access:${door}`) }],
    },
  }
}

function tagOf(user: number): string {
  return `04 A1 B2 C3 D4 ${(0xe0 + (user >> 8)).toString(16).toUpperCase()} ${(user & 0xff).toString(16).toUpperCase().padStart(2, '0')}`
}
