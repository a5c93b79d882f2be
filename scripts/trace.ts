/**
 * `make trace`: every number of the requirements, scenarios and decisions, and the tests that prove it, or "open".
 *
 * It believes the sources' titles, not a run: so it is the same on every machine. What a test run adds is whether they pass.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesUnder, ROOT } from './source/files.ts'
import { kindOf, readNumbers } from './trace/catalogue.ts'
import { readClaims } from './trace/claims.ts'
import { readTests } from './trace/titles.ts'

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const pages = ['docs/requirements.md', 'docs/scenarios.md', ...filesUnder('docs/decisions', '.md')]
const numbers = [...new Set(pages.flatMap((page) => readNumbers(read(page))))]
const known = new Set(numbers)
const files = filesUnder('test', '.ts').map((path) => ({ path, claims: readClaims(readTests(read(path)), known) }))

for (const number of numbers) {
  const places = files.flatMap(({ path, claims }) =>
    claims.proofs
      .filter((proof) => proof.number === number)
      .map((proof) => `${path}:${proof.line}${proof.isConditional ? ' (where its parts are)' : ''}`),
  )
  console.log(`${number.padEnd(8)} ${places.length === 0 ? 'open' : [...new Set(places)].join(`\n${' '.repeat(9)}`)}`)
}

const proved = new Set(files.flatMap(({ claims }) => claims.proofs.map((proof) => proof.number)))
const kinds = [...new Set(numbers.map(kindOf))]
const counts = kinds.map((kind) => {
  const ofKind = numbers.filter((number) => kindOf(number) === kind)
  return `${kind} ${ofKind.filter((number) => proved.has(number)).length} of ${ofKind.length}`
})
console.log(`\nproved: ${counts.join(', ')}`)

const empty = files.flatMap(({ path, claims }) =>
  claims.empty.map((claim) => `${path}:${claim.line} ${claim.number} ${claim.why}`),
)
if (empty.length > 0) console.log(`\nprove nothing:\n  ${empty.join('\n  ')}`)

const faults = files.flatMap(({ path, claims }) =>
  claims.faults.map((fault) => `${path}:${fault.line}: title ${fault.sentence}`),
)
if (faults.length > 0) console.error(`\n${faults.join('\n')}`)
if (faults.length > 0 || numbers.length === 0) process.exitCode = 1
