/** Writes `schemas/`, by which editors complete and check what people write, from the schemas that read it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { resultSchema } from '../rigs/evidence/result.ts'
import { WrittenRigFile } from '../rigs/rig-file/schema/rig.ts'
import { writtenScenarioFile } from '../rigs/scenario/schema.ts'
import { ROOT } from './source/files.ts'

const SCHEMAS = {
  'rig.schema.json': WrittenRigFile,
  'scenario.schema.json': writtenScenarioFile(),
  'result.schema.json': resultSchema,
}

for (const [name, schema] of Object.entries(SCHEMAS)) {
  const written = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' })
  writeFileSync(join(ROOT, 'schemas', name), `${JSON.stringify(written, null, 2)}\n`)
}
