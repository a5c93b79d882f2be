import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aProject, type Project } from '../package/a-project.ts'

const GUIDE = readFileSync('docs/guide/vitest.md', 'utf8')
const ENV = { ...process.env, NO_COLOR: '1' }

/** What the reader is told to write, by name of the file. */
const FILES = [...GUIDE.matchAll(/rite this to `([^`]+)`[\s\S]*?```\w+\n([\s\S]*?)```/g)].map(
  ([, file = '', text = '']) => ({ file, text }),
)

/** The guide's commands in order, each with the output printed below it. */
const COMMANDS = [...GUIDE.matchAll(/```console\n\$ (.*)\n([\s\S]*?)```/g)].map(([, command = '', output = '']) => ({
  command,
  output,
}))

/** Lines without what differs from run to run: durations, times, the version of vitest and the folder. Those of nothing else are left out. */
const lasting = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => !/^ *(?:RUN|Start at|Duration) /.test(line))
    .map((line) => line.replace(/ +\d+(?:\.\d+)?m?s$/, '').trim())
    .filter((line) => line !== '')

describe('the guide to vitest', () => {
  let project: Project
  beforeAll(async () => {
    project = await aProject(['vitest', 'typescript', '@types/node'])
    // Beside the packages there is what the reader wrote, and nothing else.
    for (const { file, text } of FILES.slice(1)) writeFileSync(join(project.folder, file), text)
  })
  afterAll(() => project[Symbol.asyncDispose]())

  test('begins with a folder of which the package test knows, too', () => {
    const [first] = FILES
    expect(first?.file).toBe('package.json')
    const { dependencies: _, ...written } = JSON.parse(readFileSync(join(project.folder, 'package.json'), 'utf8'))
    expect(written).toEqual(JSON.parse(first?.text ?? ''))
    const [install] = COMMANDS
    expect(install?.command).toBe('npm install --save-dev --ignore-scripts loxrig vitest typescript @types/node')
  })

  test.for(COMMANDS.slice(1))('prints what $command prints', ({ command, output }) => {
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: project.folder, env: ENV, encoding: 'utf8' })
    const seen = lasting(`${stdout}\n${stderr}`)
    const said = lasting(output)
    expect(seen.filter((line) => said.includes(line))).toEqual(said)
    if (output === '') expect(stdout).toBe('')
  })

  test('names the folder in which the report is', () => {
    const [, folder = ''] = /`(reports\/plain[^`]+)`/.exec(GUIDE) ?? []
    expect(existsSync(join(project.folder, folder, 'timeline.html'))).toBe(true)
  })
})
