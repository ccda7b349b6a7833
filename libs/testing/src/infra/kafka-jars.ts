import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

export const KAFKA_VERSION = '4.1.0';

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>vn.nangluc</groupId><artifactId>kafka-server</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${KAFKA_VERSION}</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>${KAFKA_VERSION}</version></dependency>
  </dependencies>
</project>
`;

const cacheFolder = (): string => join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'nangluc');

/** Folder with the jars of the Kafka server, fetched by Maven into the user's cache the first time. */
export async function kafkaJars(say: (line: string) => void = () => undefined): Promise<string> {
  const folder = join(cacheFolder(), `kafka-${KAFKA_VERSION}`);
  if (existsSync(folder)) return folder;
  say(`Fetching Apache Kafka ${KAFKA_VERSION} by Maven, once (about 54 MB)`);
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(join(dirname(folder), 'fetch-'));
  try {
    await writeFile(join(work, 'pom.xml'), POM);
    await maven(work);
    // Renamed when it is whole: a run that is stopped half-way leaves nothing that looks like a cache.
    await rename(join(work, 'libs'), folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

function maven(folder: string): Promise<void> {
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  return new Promise((resolve, reject) => {
    let output = '';
    const mvn = spawn('mvn', ['-B', '-q', goal, '-DoutputDirectory=libs'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [mvn.stdout, mvn.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    mvn.once('error', () =>
      reject(new Error('Maven (mvn) is missing: install it (Debian: apt-get install maven) or use --infra=containers')),
    );
    mvn.once('exit', code =>
      code === 0
        ? resolve()
        : reject(new Error(`Maven could not fetch Kafka; is the network reachable? ${output.trim().slice(-400)}`)),
    );
  });
}
