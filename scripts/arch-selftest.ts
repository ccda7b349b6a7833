// A rule that cannot go red protects nothing. This plants one violation per rule of .dependency-cruiser.mjs in a copy of our layout,
// runs the real check on it, and expects exactly those complaints; then it blinds the tool and expects red.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '..');

/** Layout in miniature: every allowed direction once, so that a rule which forbids too much is noticed as well. */
const LEGAL: Record<string, string[]> = {
  'libs/kernel/src/index.ts': ['./clock.js'],
  'libs/kernel/src/clock.ts': [],
  'libs/contracts/src/index.ts': ['#kernel'],
  'libs/planner/src/index.ts': ['#kernel'],
  'libs/messaging/src/index.ts': ['#kernel', '#contracts', 'kafkajs', '@nestjs/microservices', 'typeorm'],
  'libs/messaging/src/relay.int.spec.ts': ['#testing', './index.js'],
  'libs/platform/src/index.ts': ['#kernel', '#messaging', '@nestjs/microservices'],
  'libs/sheets/src/index.ts': ['#kernel'],
  'libs/testing/src/index.ts': ['#kernel', '#contracts', '#messaging', '#platform', 'kafkajs', 'yaml'],
  'apps/staff/src/staff.module.ts': ['./staff.controller.js', './reactions/unit-topic.consumer.js', '#platform'],
  'apps/staff/src/staff.controller.ts': ['./use-cases/release-batch.js', '#platform'],
  'apps/staff/src/use-cases/release-batch.ts': ['../rules/check-rows.js', '../database/batch.row.js', '#messaging'],
  'apps/staff/src/use-cases/release-batch.int.spec.ts': ['#testing', './release-batch.js'],
  'apps/staff/src/reactions/unit-topic.consumer.ts': ['./move-on-merger.js', '#messaging'],
  'apps/staff/src/reactions/move-on-merger.ts': ['../rules/check-rows.js', '../database/batch.row.js', '#contracts'],
  'apps/staff/src/rules/check-rows.ts': ['#kernel', '#contracts'],
  'apps/staff/src/database/batch.row.ts': ['typeorm'],
  'apps/staff/src/database/data-source.ts': ['./batch.row.js', '#messaging', '#platform'],
  'apps/approvals/src/rules/chain.ts': ['#kernel'],
  'data/generate.ts': ['#contracts', '#kernel', 'node:fs'],
  'deploy/manifests.ts': ['yaml'],
  'bench/m1.ts': ['kafkajs', '#messaging', '../apps/staff/src/use-cases/release-batch.js'],
  'scripts/tool.ts': ['#kernel'],
  'test/flows/harness.ts': ['#testing', 'kafkajs'],
  'test/oracle/recompute.ts': ['node:fs'],
};

/** [rule, planted file, what it imports]. `type x` is a type-only import: those count too. A file without a rule is only needed by another. */
const PLANTS: [rule: string, file: string, imports: string][] = [
  ['no-circular', 'apps/staff/src/rules/egg.ts', './hen.js'],
  ['', 'apps/staff/src/rules/hen.ts', './egg.js'],
  ['unresolvable', 'apps/staff/src/unresolvable.ts', './gone.js'],
  ['unresolvable', 'apps/staff/src/unknown-lib.ts', '#nowhere'],
  ['no-dist', 'apps/staff/src/stale.ts', '../../../dist/stale.js'],
  ['app-to-app', 'apps/staff/src/neighbour.ts', '../../approvals/src/rules/chain.js'],
  ['app-to-app', 'apps/staff/src/neighbour-type.ts', 'type ../../approvals/src/rules/chain.js'],
  ['lib-to-app', 'libs/platform/src/upwards.ts', '../../../apps/staff/src/rules/check-rows.js'],
  ['product-to-tooling', 'apps/staff/src/tooling.ts', '../../../scripts/tool.js'],
  ['kernel-imports-no-lib', 'libs/kernel/src/heavy.ts', '#contracts'],
  ['contracts-use-only-kernel', 'libs/contracts/src/heavy.ts', '#messaging'],
  ['planner-uses-only-kernel', 'libs/planner/src/heavy.ts', '#contracts'],
  ['checker-shares-no-code', 'libs/planner/src/checker/borrows.ts', '../index.js'],
  ['messaging-uses-only-leaves', 'libs/messaging/src/heavy.ts', '#platform'],
  ['sheets-use-only-kernel', 'libs/sheets/src/heavy.ts', '#platform'],
  ['platform-uses-only-kernel-and-messaging', 'libs/platform/src/heavy.ts', '#contracts'],
  ['leaf-libs-without-framework', 'libs/kernel/src/framework.ts', 'typeorm'],
  ['lib-by-its-index', 'apps/staff/src/window.ts', '../../../libs/kernel/src/clock.js'],
  ['lib-by-its-index', 'test/flows/window.ts', '../../libs/kernel/src/clock.js'],
  ['lib-by-its-name', 'apps/staff/src/nameless.ts', '../../../libs/kernel/src/index.js'],
  ['rules-are-pure', 'apps/staff/src/rules/reads-files.ts', 'node:fs'],
  ['rules-are-pure', 'apps/staff/src/rules/knows-rows.ts', 'type ../database/batch.row.js'],
  ['database-knows-nothing-above', 'apps/staff/src/database/looks-up.ts', '../use-cases/release-batch.js'],
  ['use-case-alone', 'apps/staff/src/use-cases/leaning.ts', './release-batch.js'],
  ['use-case-alone', 'apps/staff/src/use-cases/answering.ts', '../staff.controller.js'],
  ['reaction-alone', 'apps/staff/src/reactions/chain-on-merger.ts', './move-on-merger.js'],
  ['reaction-alone', 'apps/staff/src/reactions/release-on-merger.ts', '../use-cases/release-batch.js'],
  ['kafka-only-in-messaging', 'apps/staff/src/producer.ts', 'kafkajs'],
  ['transport-only-in-messaging', 'apps/staff/src/pattern.ts', '@nestjs/microservices'],
  ['testing-only-from-specs', 'apps/staff/src/hook.ts', '#testing'],
  ['product-without-dev-dependencies', 'apps/staff/src/dev.ts', 'yaml'],
  ['data-uses-only-leaves', 'data/heavy.ts', '#messaging'],
  ['deploy-imports-no-product', 'deploy/product.ts', '#kernel'],
  ['oracle-shares-no-code', 'test/oracle/direct.ts', '#kernel'],
  ['oracle-shares-no-code', 'test/oracle/detour.ts', '../flows/harness.js'],
];

// What dependency-cruiser looks like from inside when it supports no installed TypeScript: it sees 0 modules and exits 0.
const BLINDFOLD = `import { registerHooks } from 'node:module';
const hidden = /^(typescript|@swc\\/core)(\\/|$)/;
registerHooks({ resolve(name, context, next) { if (hidden.test(name)) throw new Error('hidden'); return next(name, context); } });`;

function write(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function plantTree(root: string, files: [string, string[]][]): void {
  for (const name of ['package.json', 'tsconfig.json']) cpSync(join(repository, name), join(root, name));
  for (const name of ['kafkajs', 'typeorm', 'yaml', '@nestjs/microservices']) {
    write(root, `node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    write(root, `node_modules/${name}/index.js`, '');
  }
  write(root, 'dist/stale.js', '');
  for (const [file, imports] of files) {
    const lines = imports.map((name, i) =>
      name.startsWith('type ') ? `import type { T${i} } from '${name.slice(5)}';` : `import '${name}';`,
    );
    write(root, file, `${lines.join('\n')}\nexport {};\n`);
  }
}

function check(root: string, blindfold?: string): Promise<{ code: number | null; lines: string[] }> {
  const tool = join(repository, 'scripts/arch/cruise.ts');
  const child = spawn(process.execPath, [...(blindfold ? ['--import', blindfold] : []), tool, root], {
    env: { ...process.env, NODE_OPTIONS: blindfold ? `--import ${blindfold}` : '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  return new Promise((done, failed) => {
    child.on('error', failed).on('close', code => done({ code, lines: text.trim().split('\n') }));
  });
}

const failures: string[] = [];
const expectRed = (what: string, run: { code: number | null; lines: string[] }): void => {
  if (run.code === 1 && run.lines.some(line => line.startsWith('blind: '))) return;
  failures.push(`${what}: expected red, got exit ${run.code}: ${run.lines.at(-1)}`);
};

const root = mkdtempSync(join(tmpdir(), 'arch-selftest-'));
try {
  const legal = Object.entries(LEGAL);
  plantTree(join(root, 'planted'), [...legal, ...PLANTS.map(([, file, name]): [string, string[]] => [file, [name]])]);
  plantTree(join(root, 'legal'), legal);
  plantTree(join(root, 'empty'), [['scripts/only.mjs', []]]);
  write(root, 'blindfold.mjs', BLINDFOLD);

  const planted = await check(join(root, 'planted'));
  const [blind, empty] = await Promise.all([
    check(join(root, 'legal'), join(root, 'blindfold.mjs')),
    check(join(root, 'empty')),
  ]);
  expectRed('a tool that cannot read TypeScript', blind);
  expectRed('a tree without TypeScript', empty);

  const found = new Set(planted.lines.slice(0, -1).map(line => line.replace(/ -> .*/, '')));
  const wanted = new Set(PLANTS.filter(([rule]) => rule).map(([rule, file]) => `${rule}: ${file}`));
  for (const line of wanted) if (!found.has(line)) failures.push(`stayed green: ${line}`);
  for (const line of found) if (!wanted.has(line)) failures.push(`red without a reason: ${line}`);
  if (planted.code !== 1) failures.push(`planted tree: expected exit 1, got ${planted.code}`);

  const config = (await import(join(repository, '.dependency-cruiser.mjs'))) as {
    default: { forbidden: { name: string }[] };
  };
  const rules = new Set(config.default.forbidden.map(rule => rule.name));
  for (const rule of rules) if (!PLANTS.some(([name]) => name === rule)) failures.push(`nothing planted for ${rule}`);
  console.log(`${rules.size} rules, ${wanted.size} planted violations, ${legal.length} legal files, 2 blind runs`);
} finally {
  rmSync(root, { recursive: true });
}
for (const failure of failures) console.log(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
