import type { RigCard } from '../../../rigs/card.ts'

/** The card of a small rig whose owner is this process. */
export function aCard(change: Partial<RigCard> = {}): RigCard {
  return {
    rig: 'two-sites',
    pid: process.pid,
    lane: 'live',
    startedAt: '2026-11-21T17:00:00.000Z',
    bus: { url: 'mqtt://127.0.0.1:1883', username: 'observer', password: 'bus-secret', prefix: 'loxrig/two-sites' },
    control: { url: 'http://127.0.0.1:8080/rig/v1/', token: 'token-secret' },
    ca: '.loxrig/two-sites/ca.pem',
    miniservers: {
      office: {
        serial: '504F94A00001',
        name: 'Office',
        miniserverType: 2,
        firmware: '16.0.6.10',
        internal: { http: 'http://127.0.0.1:7101', https: 'https://127.0.0.1:7201' },
        external: { https: 'https://127.0.0.1:7301' },
        users: [{ name: 'admin', password: 'office-admin', hashAlg: 'SHA256' }],
      },
    },
    devices: {
      'office/front-door': { kind: 'nfc-code-touch', placement: 'in-process', source: 'simulated' },
      'office/gate': { kind: 'intercom', placement: 'in-process' },
    },
    ...change,
  }
}
