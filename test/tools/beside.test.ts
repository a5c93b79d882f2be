import { expect, test } from 'vitest'
import { runBeside } from '../../scripts/suites/beside.ts'

/** Jobs that end when told to, and what has become of them so far. */
function jobsOf(...places: number[]) {
  const said: string[] = []
  const ends = new Map<string, () => void>()
  const jobs = places.map((each, place) => ({ name: 'abcdef'[place] ?? '', places: each }))
  const run = async ({ name }: (typeof jobs)[number]): Promise<string> => {
    said.push(`${name} begins`)
    await new Promise<void>((resolve) => ends.set(name, resolve))
    said.push(`${name} ends`)
    return name.toUpperCase()
  }
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { said, end, all: runBeside(jobs, 2, run) }
}

test('what fits runs beside each other, in order, and is answered in order', async () => {
  const { said, end, all } = jobsOf(1, 1, 1)
  expect(said).toEqual(['a begins', 'b begins'])
  await end('b')
  expect(said).toEqual(['a begins', 'b begins', 'b ends', 'c begins'])
  await end('c')
  await end('a')
  expect(await all).toEqual(['A', 'B', 'C'])
})

test('what needs every place waits for all before it, and what comes after waits for it', async () => {
  const { said, end, all } = jobsOf(1, 2, 1)
  expect(said).toEqual(['a begins'])
  await end('a')
  expect(said).toEqual(['a begins', 'a ends', 'b begins'])
  await end('b')
  await end('c')
  expect(said.slice(3)).toEqual(['b ends', 'c begins', 'c ends'])
  expect(await all).toEqual(['A', 'B', 'C'])
})

test('what needs more places than there are runs alone', async () => {
  const { said, end, all } = jobsOf(5, 1)
  expect(said).toEqual(['a begins'])
  await end('a')
  await end('b')
  expect(await all).toEqual(['A', 'B'])
})

test('a job that throws leaves its place, and is told at the end', async () => {
  const begun: string[] = []
  const all = runBeside([{ places: 2 }, { places: 2 }], 2, async () => {
    begun.push('one')
    if (begun.length === 1) throw new Error('broken')
  })
  await expect(all).rejects.toThrow('broken')
  expect(begun).toHaveLength(2)
})
