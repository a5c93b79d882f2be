import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runCli } from '../../../rigs/cli/cli.ts'
import { aTerminal, type RecordingTerminal } from './a-terminal.ts'

/** One site; Berta is in a group with a door, Carl may open none. */
const SHOP = `version: 1
rig: shop
sites:
  shop:
    miniserver: { serial: 504F94A00041, name: Shop, timeZone: Europe/Vienna }
    devices:
      front-door: { kind: nfc-code-touch }
    program:
      groups: { Staff: {} }
      users:
        admin: { password: Shop-Admin-1 }
        Berta: { groups: [Staff], tags: [04 A1 B2 C3] }
        Carl: { tags: [04 A1 B2 C4] }
      controls:
        Front Door: { kind: authentication-nfc-code-touch, reader: front-door, outputs: {} }
      permissions:
        - { principal: "group:Staff", allow: "access:Front Door" }
`

/** Types a command in a folder that is not this process's and has nothing but the rig file. */
async function typed(...words: string[]): Promise<RecordingTerminal> {
  const folder = mkdtempSync(join(tmpdir(), 'loxrig-explain-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'shop.yaml'), SHOP)
  const terminal = aTerminal({ folder })
  await runCli(words, terminal)
  return terminal
}

const NO_RIG = 'no rig runs here; this is shop.yaml as it would start'

test('explain needs no site where the rig has only one, for an object neither', async () => {
  const { printed } = await typed('explain', 'Berta', '--rig', 'shop.yaml')
  expect(printed.join('\n')).toMatch(/^shop, Berta .*\nshop\/access:Front Door .* UG:Staff/)
  const { printed: door } = await typed('explain', 'Berta', 'access:Front Door', '--rig', 'shop.yaml')
  expect(door.join('\n')).toMatch(/^granted {2}shop\/access:Front Door {2}Berta/)
})

test('explain on a file tells a lint only to who asks about whom it is about', async () => {
  expect((await typed('explain', 'Berta', '--rig', 'shop.yaml')).told).toEqual([NO_RIG])
  expect((await typed('explain', 'Carl', 'shop/access:Front Door', '--rig', 'shop.yaml')).told).toEqual([
    NO_RIG,
    expect.stringMatching(/^shop\.yaml:13:9: USER_WITHOUT_DOOR: Carl /),
  ])
})

test('check, explain and audit find a file from the folder of the terminal, and name it as it was typed', async () => {
  const { printed, told, code } = await typed('check', 'shop.yaml')
  expect(printed).toEqual([expect.stringMatching(/^shop\.yaml:13:9: USER_WITHOUT_DOOR: /)])
  expect([told, code]).toEqual([['1 file: no faults, 1 lint'], 0])
  const missing = await typed('check', 'gone.yaml')
  expect(missing.printed).toEqual(['gone.yaml:1:1: FILE_UNREADABLE: gone.yaml is not there.'])
  const { told: audited } = await typed('audit', '--rig', './shop.yaml', '--diff', './shop.yaml')
  expect(audited).toEqual(['no rig runs here; this is ./shop.yaml as it would start'])
})

test('a file in a folder that is not there is not written, and the folder named', async () => {
  const { told, code } = await typed('audit', '--rig', 'shop.yaml', '--out', 'none/audit.csv')
  expect(told.at(-1)).toBe(
    'FILE_UNREADABLE: none/audit.csv cannot be written: there is no folder none; make it first: mkdir -p none',
  )
  expect(code).toBe(2)
  const template = await typed('users', 'template', '--out', 'none/users.csv')
  expect(template.told).toEqual([
    expect.stringMatching(
      /^FILE_UNREADABLE: .*users\.csv cannot be written: there is no folder .*none; make it first: mkdir -p /,
    ),
  ])
})
