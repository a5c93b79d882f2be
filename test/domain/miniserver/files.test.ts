import { describe, expect, test } from 'vitest'
import { encodeReply } from '../../../sim/protocol/loxone/encode-reply.ts'
import { httpReply } from '../../../sim/protocol/loxone/http-reply.ts'
import { parseCommand } from '../../../sim/protocol/loxone/parse-command.ts'
import { uuidOf } from '../../helpers/a-program.ts'
import { BLUE, BUTTON, OFFICE } from './a-home.ts'
import { House, houseProgram } from './a-rights-house.ts'

const GRANTED = ['right:WebInterfaceApps', 'right:Ftp']

const get = (path: string, house = new House(houseProgram(...GRANTED))) => house.http(path)
const fileAt = (path: string, house?: House) => get(`/dev/fsget/${path}`, house).file ?? ''

describe('the file commands', () => {
  test('R90: list directories as hardware does, and give files as they are', () => {
    const listing = get('/dev/fslist/prog/').file ?? ''
    const lines = listing.trimEnd().split('\n')
    expect(lines.slice(0, 2)).toEqual(['d      0 Nov 16 09:00 .', 'd      0 Nov 16 09:00 ..'])
    const [, size, name] = /^-\s*(\d*)\s[a-zA-Z]{3}\s\d{1,2}\s\d{1,2}:\d{1,2}\s(.*)$/.exec(lines[2] ?? '') ?? []
    expect([name, lines.length]).toEqual(['program.json', 3])
    expect(new TextEncoder().encode(fileAt('prog/program.json')).length).toBe(Number(size))
    expect(get('/dev/fslist/').file).toMatch(/ prog\n.* sys\n$/)
  })

  test('a listing is as old as the program that runs', () => {
    const house = new House(houseProgram(...GRANTED))
    house.http('/dev/fslist/prog')
    house.unit.advance(3_600_000)
    expect(house.http('/dev/fslist/prog').file).toContain('Nov 16 09:00')
    house.control({ type: 'edit-program', edits: [{ type: 'delete-user', uuid: uuidOf('user', 'Ben') }] })
    expect(house.http('/dev/fslist/prog').file).toContain('Nov 16 10:00')
  })

  test('P-117: the program is the one that runs, and has nothing in it that authenticates anybody', () => {
    const program = houseProgram(...GRANTED)
    const anna = program.users.get(uuidOf('user', 'Anna'))
    if (anna?.password === undefined) throw new TypeError('no Anna')
    const unnamed = { id: 'finger-8', name: 'finger-8' }
    const externalIds = [{ id: 'finger-7', name: 'finger' }, unnamed]
    const codeDigest = 'cd'.repeat(20)
    program.users.set(anna.uuid, { ...anna, visuPassword: anna.password, codeDigest, externalIds })
    const key = { generation: 1, secretHash: 'ef'.repeat(32) }
    program.trusts.set('t', {
      trustUuid: uuidOf('trust', 't'),
      name: 'Family',
      manager: OFFICE,
      epoch: 1,
      key,
      members: [],
    })
    const text = fileAt('prog/program.json', new House(program))
    expect(JSON.parse(text)).toMatchObject({ rev: program.rev })
    for (const shown of ['Anna', 'blue-button', 'finger"', 'Family']) expect(text).toContain(shown)
    const ids = [BLUE.id, BUTTON.id, 'finger-7', unnamed.id]
    const secrets = [anna.password.hash, anna.password.salt, codeDigest, key.secretHash, ...ids]
    for (const secret of secrets) expect(text).not.toContain(secret)
  })

  test('P-117: the unit says what it is', () => {
    expect(JSON.parse(fileAt('sys/unit.json'))).toEqual({
      serial: '504F94A00002',
      name: 'Home',
      miniserverType: 2,
      firmware: '16.0.6.10',
    })
  })

  test.for([
    'fsget/prog',
    'fsget/',
    'fsget/log/def.log',
    'fslist/prog/program.json',
    'fslist/none',
    'fsget/prog/..%2Fsys/unit.json',
    'fsget/__proto__',
    'fslist/__proto__',
    'fslist/constructor',
    'fslist/prog/program.json/length',
  ])('%s is not there', (path) => {
    expect(get(`/dev/${path}`)).toMatchObject({ code: 404 })
    expect(get(`/dev/${path}`).file).toBeUndefined()
  })

  test('travel without envelope, over HTTP as text and over a socket as a file', () => {
    const command = parseCommand('/dev/fsget/sys/unit.json')
    const reply = { code: 200, value: undefined, file: 'text' }
    expect(httpReply(command, reply)).toEqual({ status: 200, contentType: 'text/plain', body: 'text' })
    expect(encodeReply(command, reply)).toEqual({ kind: 'file', body: 'text' })
    expect(httpReply(command, { code: 403, value: '' }).status).toBe(403)
  })
})
