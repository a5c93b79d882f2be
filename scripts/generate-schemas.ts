/** Writes `schemas/`, by which editors complete and check what people write, from the schemas that read it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { auditDiffSchema } from '../rigs/audit/diff-schema.ts'
import { auditSchema } from '../rigs/audit/schema.ts'
import { resultSchema } from '../rigs/evidence/result.ts'
import { WrittenRigFile } from '../rigs/rig-file/schema/rig.ts'
import { publishedScenarioSchema } from '../rigs/scenario/published-schema.ts'
import { ROOT } from './source/files.ts'

const published = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', target: 'draft-7' })

const SCHEMAS = {
  'rig.schema.json': published(WrittenRigFile),
  'scenario.schema.json': publishedScenarioSchema(),
  'result.schema.json': published(resultSchema),
  'audit.schema.json': published(auditSchema),
  'audit-diff.schema.json': published(auditDiffSchema),
}

for (const [name, schema] of Object.entries(SCHEMAS))
  writeFileSync(join(ROOT, 'schemas', name), `${JSON.stringify(schema, null, 2)}\n`)
