import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aGuideReader, type GuideReader } from './a-guide-reader.ts'
import { piecesOf } from './pieces.ts'

const PIECES = piecesOf(readFileSync('docs/guide/permissions.md', 'utf8'))
const HOUSE = PIECES.find(({ what }) => what === 'house.yaml')?.text ?? ''
const COMMANDS = PIECES.filter(({ kind }) => kind === 'command')

let reader: GuideReader
beforeAll(async () => {
  reader = await aGuideReader(HOUSE)
  await writeFile(join(reader.folder, 'house.yaml'), HOUSE)
})
afterAll(() => reader[Symbol.asyncDispose]())

test.for(COMMANDS)('$what prints what the guide says', async ({ what, text }) => {
  expect(await reader.types(what)).toBe(text)
})

test('R158, R159, R160: Oliver has rights and the bedroom by Adults, its light by the room, the blind by himself', () => {
  const shown = COMMANDS.find(({ what }) => what === 'npx loxrig explain Oliver')?.text.split('\n')
  const ways = shown?.slice(1).map((line) => line.split(/ {2,}/))
  expect(ways?.map(([object = '', , , , path = '']) => [object, path])).toEqual([
    ['house/right:AutomaticDesigner', 'UG:Adults'],
    ['house/right:ChangeOwnPasswords', 'UG:Adults'],
    ['house/right:WebInterfaceApps', 'UG:Adults'],
    ['house/room:Bedroom', 'UG:Adults'],
    ['house/function:Bedroom Light', 'UG:Adults/R:Bedroom'],
    ['house/function:Blind', 'U:Oliver'],
    ['house/access:Front Door', 'UG:Adults'],
  ])
})

test('the guide types more than twenty-five commands', () => {
  expect(COMMANDS.length).toBeGreaterThan(25)
})
