/** Writes `schemas/rig.schema.json`, by which editors complete and check rig files, from the schema that reads them. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { WrittenRigFile } from '../rigs/rig-file/schema/rig.ts'
import { ROOT } from './source/files.ts'

const schema = z.toJSONSchema(WrittenRigFile, { io: 'input', target: 'draft-7' })
writeFileSync(join(ROOT, 'schemas', 'rig.schema.json'), `${JSON.stringify(schema, null, 2)}\n`)
