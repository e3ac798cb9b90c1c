import { join } from 'node:path';
import nodeResolve from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { build } from 'vite';
import webpack from 'webpack';

/** Bundles `entry` as a project would that has configured nothing; `file` is one ES module. */
export type Bundler = (folder: string, entry: string, file: string) => Promise<void>;

export const bundlers: Record<string, Bundler> = {
  async rollup(folder, entry, file) {
    const warnings: string[] = [];
    const bundle = await rollup({
      input: join(folder, entry),
      plugins: [nodeResolve()],
      onwarn: ({ id, loc, message }) => {
        const from = id ?? loc?.file ?? message;
        if (from.includes('surfly-session')) warnings.push(message);
      },
    });
    // The texts in other languages become files of their own.
    await bundle.write({ dir: folder, entryFileNames: file, format: 'es' });
    await bundle.close();
    if (warnings.length) throw new Error(warnings.join('\n'));
  },

  async vite(folder, entry, file) {
    await build({
      configFile: false,
      root: folder,
      logLevel: 'warn',
      build: {
        outDir: '.',
        emptyOutDir: false,
        rollupOptions: {
          input: join(folder, entry),
          output: { entryFileNames: file },
        },
      },
    });
  },

  async webpack(folder, entry, file) {
    const compiler = webpack({
      mode: 'production',
      context: folder,
      entry: join(folder, entry),
      output: { path: folder, filename: file },
      // The size is checked elsewhere.
      performance: false,
    });
    if (!compiler) throw new Error('webpack made no compiler');
    const result = await new Promise<webpack.Stats>((resolve, reject) =>
      compiler.run((error, stats) => (stats ? resolve(stats) : reject(error))),
    );
    await new Promise((resolve) => compiler.close(resolve));
    const { errors, warnings } = result.toJson({ all: false, errors: true, warnings: true });
    const complaints = [...(errors ?? []), ...(warnings ?? [])].map(({ message }) => message);
    if (complaints.length) throw new Error(complaints.join('\n'));
  },
};
