/** Writes `docs/reference/scenario.md` from the words of the scenario language. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { scenarioReference } from './scenario-reference/page.ts'
import { ROOT } from './source/files.ts'

writeFileSync(join(ROOT, 'docs', 'reference', 'scenario.md'), scenarioReference())
