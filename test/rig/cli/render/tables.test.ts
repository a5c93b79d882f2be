import { describe, expect, test } from 'vitest'
import { PLAIN } from '../../../../rigs/cli/paint.ts'
import { renderClocks } from '../../../../rigs/cli/render/clocks.ts'
import { renderDocuments } from '../../../../rigs/cli/render/documents.ts'
import { shownDuration } from '../../../../rigs/cli/render/duration.ts'
import { renderEdited } from '../../../../rigs/cli/render/edited.ts'
import { renderExamination } from '../../../../rigs/cli/render/examination.ts'
import { renderHistory } from '../../../../rigs/cli/render/history.ts'
import { renderReady } from '../../../../rigs/cli/render/ready.ts'
import { renderStatus } from '../../../../rigs/cli/render/status.ts'
import { table } from '../../../../rigs/cli/render/table.ts'
import { renderLinks, renderShared, renderTrusts } from '../../../../rigs/cli/render/trust.ts'
import { renderGroups, renderUsers } from '../../../../rigs/cli/render/users.ts'
import { aCard } from '../a-card.ts'

describe('table()', () => {
  test('puts columns under each other, as wide as they are, and lets nothing trail', () => {
    const rows = [['a', 'bb', ''], ['ccc', '', 'd'], [], ['Zoë', '👋', 'e']]
    expect(table(rows, { paint: PLAIN, head: ['x'], indent: 1 })).toEqual([
      ' x',
      ' a    bb',
      ' ccc      d',
      '',
      ' Zoë  👋   e',
    ])
  })
})

describe('shownDuration()', () => {
  test.for<[number, string]>([
    [40, '40 ms'],
    [3000, '3 s'],
    [1500, '1.5 s'],
    [120_000, '2 min'],
    [5_400_000, '1.5 h'],
    [86_400_000, '1 d'],
    [0, '0 ms'],
  ])('shows %i ms as %s', ([durationMs, text]) => {
    expect(shownDuration(durationMs)).toBe(text)
  })
})

test('the history of a block, newest first by the clock on the wall', () => {
  const entry = { decision: 'd', type: 3, at: '2026-11-21T17:00:03.000Z', local: '2026-11-21T18:00:03+01:00' }
  const entries = [
    { ...entry, output: -1, reason: 'UNKNOWN_CREDENTIAL' },
    { ...entry, output: 1, reason: 'ALLOWED', user: 'Anna@Office', description: 'blue-card' },
  ]
  expect(renderHistory({ reader: 'home/front-door', entries }, PLAIN)).toEqual([
    'home/front-door      outcome  output  who           with       reason',
    '2026-11-21 18:00:03  denied           nobody known             UNKNOWN_CREDENTIAL',
    '2026-11-21 18:00:03  granted  O1      Anna@Office   blue-card',
  ])
  const factors = [
    { ...entry, output: 0, reason: 'SECOND_FACTOR_AWAITED', user: 'Anna' },
    { ...entry, output: 12, reason: 'ALLOWED', user: 'Anna' },
  ]
  expect(renderHistory({ reader: 'home/vault', entries: factors }, PLAIN)).toEqual([
    'home/vault           outcome               output  who   with  reason',
    '2026-11-21 18:00:03  first of two factors          Anna',
    '2026-11-21 18:00:03  granted               Nco 12  Anna',
  ])
  const atGate = {
    ...entry,
    type: 10,
    output: 1,
    reason: 'ALLOWED',
    user: 'Anna',
    extMedium: 'blue',
    extAuthority: 'gate',
  }
  expect(renderHistory({ reader: 'home/gate', entries: [atGate] }, PLAIN)[1]).toBe(
    '2026-11-21 18:00:03  granted  P       Anna  blue',
  )
  expect(renderHistory({ reader: 'home/gate', entries: [] }, PLAIN)).toEqual(['Nothing happened at home/gate yet.'])
})

test('what runs: Miniservers with program, Trust and documents; devices with what they last said', () => {
  const trust = {
    trustUuid: 't',
    name: 'Company',
    manager: '504F94A00001',
    epoch: 2,
    role: 'manager' as const,
    members: [],
  }
  const miniserver = {
    serial: '504F94A00001',
    miniserverType: 2,
    firmware: '16.0.6.10',
    local: '2026-11-21T18:00:03+01:00',
  }
  const status = {
    rig: 'two-sites',
    lane: 'live' as const,
    miniservers: [
      {
        ...miniserver,
        site: 'office',
        name: 'Office',
        rev: 3,
        trusts: [trust],
        documents: [{ document: 'config', rev: 3, edits: 1 }],
        internal: { http: 'http://127.0.0.1:7101', https: 'https://127.0.0.1:7201' },
        external: { https: 'https://127.0.0.1:7301' },
      },
      { ...miniserver, site: 'home', name: 'Home', fault: 'it restarts', trusts: [], documents: [] },
    ],
    devices: [
      {
        device: 'home/front-door',
        kind: 'nfc-code-touch',
        placement: 'process',
        state: 'ready' as const,
        source: 'pcsc',
        attached: 'ACR122U',
        states: { alive: 17, o1: true, led: false, 'device-state': 1 },
      },
      { device: 'home/side-door', kind: 'reader', placement: 'process', state: 'unknown' as const, states: {} },
    ],
  }
  expect(renderStatus(status, 4711, PLAIN)).toEqual([
    'two-sites  live, process 4711',
    '',
    'Miniserver       serial        firmware   clock             program          trust              documents       internal                external',
    'office (Office)  504F94A00001  16.0.6.10  2026-11-21 18:00  revision 3       Company (manager)  config: 1 edit  https://127.0.0.1:7201  https://127.0.0.1:7301',
    'home (Home)      504F94A00001  16.0.6.10  2026-11-21 18:00  does not answer',
    '',
    'device           kind            state  placement  source         is',
    'home/front-door  nfc-code-touch  ready  process    pcsc: ACR122U  o1 on, led off, device-state 1',
    'home/side-door   reader                 process',
  ])
})

test('rig ready, what runs where, and three lines to paste; without logins where nobody reads', () => {
  const hints = ['npx loxrig tap home/front-door blue-card', 'npx loxrig time', 'npx loxrig watch']
  const ready = { card: aCard({ pid: 4711 }), path: '.loxrig/two-sites/rig.json', elapsedMs: 1234, hints }
  const lines = renderReady({ ...ready, showsLogins: false }, PLAIN)
  expect(lines).toEqual([
    'rig ready  two-sites  live, process 4711, after 1.23 s',
    '',
    '  office             Miniserver Office  http://127.0.0.1:7101  https://127.0.0.1:7201  external https://127.0.0.1:7301',
    '  office/front-door  nfc-code-touch     in-process, simulated',
    '  office/gate        intercom           in-process',
    '  bus                MQTT broker        mqtt://127.0.0.1:1883  loxrig/two-sites',
    '  control            rig API            http://127.0.0.1:8080/rig/v1/',
    '',
    'logins: see .loxrig/two-sites/rig.json',
    '',
    'In a second terminal:',
    '  npx loxrig tap home/front-door blue-card',
    '  npx loxrig time',
    '  npx loxrig watch',
  ])
  expect(lines.join('\n')).not.toMatch(/secret|office-admin/)
})

test('says where a Miniserver hears Network Intercommunication', () => {
  const { miniservers } = aCard()
  const office = { ...miniservers.office, intercommunication: '127.0.0.1:61263' } as (typeof miniservers)[string]
  const ready = { card: aCard({ miniservers: { office } }), path: 'x', elapsedMs: 1, hints: [], showsLogins: false }
  const [, , first, second] = renderReady(ready, PLAIN)
  expect(first).toContain('office             Miniserver Office')
  expect(second).toMatch(/^ {2} {19}Network Intercommunication {2}udp:\/\/127\.0\.0\.1:61263$/)
})

test('logins are printed for people, and the token of the control API is not', () => {
  const ready = { card: aCard(), path: 'x', elapsedMs: 1, hints: [] }
  const lines = renderReady({ ...ready, showsLogins: true }, PLAIN)
  expect(lines).toEqual(
    expect.arrayContaining(['  office  admin     office-admin  SHA256', '  bus     observer  bus-secret']),
  )
  expect(lines.join('\n')).not.toContain('token-secret')
})

test('R39: users with groups, credentials by name, and whether they are enabled', () => {
  const place = { site: 'home', plane: 'program', rev: 2 } as const
  const none = { tags: [], ibuttons: [], externalIds: [], groups: [], profile: {} }
  const user = { ...none, kind: 'user' as const, uuid: '1', status: { state: 'enabled' as const } }
  const users = [
    { ...user, user: 'Hugo', groups: ['Family'], password: 'SHA1' as const },
    {
      ...user,
      kind: 'trustUser' as const,
      user: 'Anna@Office',
      tags: ['blue-card'],
      ibuttons: ['blue-button'],
      disabledHere: true,
    },
    { ...user, user: 'Ben', status: { state: 'enabled-until' as const, validUntil: '2027-01-01T00:00:00.000Z' } },
  ]
  expect(renderUsers({ ...place, users }, PLAIN)).toEqual([
    'users of home, running  groups  credentials             password  status',
    'Hugo                    Family                          SHA1      enabled',
    'Anna@Office ⇄                   blue-card, blue-button            disabled here',
    'Ben                                                               until 2027-01-01T00:00:00.000Z',
  ])
  const origin = { serial: '504F94A00001', name: 'Office' }
  const open = { site: 'home', plane: 'document', document: 'config', rev: 2 } as const
  expect(
    renderGroups({ ...open, groups: [{ group: 'Staff@Office', kind: 'trustGroup', uuid: '1', origin }] }, PLAIN),
  ).toEqual(['groups of home, document config  from', 'Staff@Office ⇄                   Office'])
})

test('a Trust with its members, who is heard and how far', () => {
  const members = [
    { serial: 'A', name: 'Office', state: 'finalized' as const, online: true, position: { epoch: 1, seq: 2 } },
    { serial: 'B', name: 'Barn', state: 'joined' as const, online: false },
    { serial: 'C', name: 'C', state: 'created' as const },
  ]
  const trust = { trustUuid: 't', name: 'Company', manager: 'A', epoch: 3, role: 'member' as const, members }
  expect(renderTrusts({ site: 'home', trusts: [trust] }, PLAIN)).toEqual([
    'Company  home is a member, epoch 3',
    '  Office  A  manager  online     epoch 1 seq 2',
    '  Barn    B  joined   not heard',
    '  C       C  created',
  ])
  expect(renderTrusts({ site: 'home', trusts: [] }, PLAIN)).toEqual(['home is in no Trust.'])
})

test('the members of a Trust in the groups in which its manager shows them, and those in none first', () => {
  const members = [
    { serial: 'A', name: 'Office', state: 'finalized' as const, group: 'Offices' },
    { serial: 'B', name: 'Barn', state: 'finalized' as const, group: 'Houses' },
    { serial: 'C', name: 'C', state: 'created' as const },
  ]
  const groups = ['Houses', 'Offices', 'Spare']
  const trust = { trustUuid: 't', name: 'Company', manager: 'A', epoch: 3, role: 'manager' as const, groups, members }
  expect(renderTrusts({ site: 'office', trusts: [trust] }, PLAIN)).toEqual([
    'Company  office manages it, epoch 3',
    '           C       C  created',
    '  Houses   Barn    B  finalized',
    '  Offices  Office  A  manager',
  ])
})

test('what another Miniserver offers, and what of it is here', () => {
  const shared = { site: 'home', plane: 'document', rev: 1, from: 'office', users: [], groups: [] } as const
  const users = [
    { name: 'Anna', uuid: '1', added: true, locked: false },
    { name: 'Ben', uuid: '2', added: true, locked: true },
    { name: 'Clara', uuid: '3', added: false, locked: false },
  ]
  expect(renderShared({ ...shared, users: [], groups: [] }, 'user', users, PLAIN)).toEqual([
    'users of office  at home',
    'Anna             here',
    'Ben              here, with its group',
    'Clara',
  ])
  expect(renderShared({ ...shared, users: [], groups: [] }, 'group', [], PLAIN)).toEqual([
    'office offers home no groups.',
  ])
})

test('clocks and open documents', () => {
  const clock = {
    site: 'home',
    zone: 'Europe/Vienna',
    local: '2026-11-21T18:00:00+01:00',
    utc: '2026-11-21T17:00:00.000Z',
  }
  expect(renderClocks({ clocks: [{ ...clock, monotonicMs: 5 }] }, PLAIN)).toEqual([
    'site  local                      zone           UTC',
    'home  2026-11-21T18:00:00+01:00  Europe/Vienna  2026-11-21T17:00:00.000Z',
  ])
  const documents = [
    { site: 'home', document: 'config', rev: 3, edits: 0 },
    { site: 'home', document: 'second', rev: 3, edits: 2 },
  ]
  expect(renderDocuments({ documents }, PLAIN)).toEqual([
    'site  document  from revision  edits',
    'home  config    3              no edits',
    'home  second    3              2 edits',
  ])
  expect(renderDocuments({ documents: [] }, PLAIN)).toEqual(['No document is open.'])
})

test.for<[Parameters<typeof renderEdited>[1], string]>([
  [
    { site: 'home', plane: 'document', document: 'config', rev: 3 },
    'Added. In the open document; takes effect with: npx loxrig config save home',
  ],
  [
    { site: 'home', plane: 'document', document: 'b', rev: 3 },
    'Added. In the open document; takes effect with: npx loxrig config save home --as b',
  ],
  [{ site: 'home', plane: 'program', rev: 4 }, 'Added. In effect at home, revision 4.'],
])('an edit says when it takes effect: %o', ([where, line]) => {
  expect(renderEdited('Added.', where)).toBe(line)
})

test('what a machine has, and what mends the rest', () => {
  const parts = [
    { part: 'Node', state: 'ok', found: 'v20.19.0', isNeeded: true },
    { part: 'npm packages', state: 'missing', found: 'not installed: ws', mend: 'npm install', isNeeded: true },
    { part: 'PC/SC', state: 'missing', found: 'no daemon', mend: 'sudo pcscd', isNeeded: false },
  ] as const
  expect(renderExamination(parts, false, PLAIN)).toEqual([
    'Node          ok       v20.19.0',
    'npm packages  missing  not installed: ws',
    'PC/SC         absent   no daemon',
    '',
    'To mend:',
    '  npm packages  npm install',
    '  PC/SC         sudo pcscd',
    '',
    'The lab cannot run here.',
  ])
})

test('by which path peers are reached, why not by a faster one or by none, and how soon they answer', () => {
  const links = {
    ...{ site: 'office', mostInFlight: 5, mostWaiting: 44 },
    peers: [
      {
        ...{
          serial: '504F94A00002',
          name: 'Home',
          path: 'remote-connect' as const,
          passedOver: 'denied (Cloud DNS 418)',
        },
        ...{ answered: 12, failed: 0, p50Ms: 305.2, p95Ms: 610, maxMs: 4.25 },
      },
      { serial: '504F94A00003', name: 'Cabin', reason: 'not reporting (Cloud DNS 405)', answered: 0, failed: 3 },
    ],
  }
  expect(renderLinks(links, PLAIN)).toEqual([
    'office  at most 5 messages on their way at once, 44 waiting',
    '  Home   504F94A00002  remote-connect  12 answered            p50 305 ms, p95 610 ms, most 4.3 ms  not faster: denied (Cloud DNS 418)',
    '  Cabin  504F94A00003  none            0 answered   3 failed                                       not reporting (Cloud DNS 405)',
  ])
  expect(renderLinks({ ...links, mostInFlight: 1 }, PLAIN)[0]).toBe(
    'office  at most 1 message on its way at once, 44 waiting',
  )
  expect(renderLinks({ ...links, peers: [] }, PLAIN)).toEqual(['office has sent no Miniserver anything yet.'])
})
