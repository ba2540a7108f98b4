// All points of the map in one draw call of WebGL 2. Moving changes two numbers and uploads nothing.
import { type Camera, type Size, scaleOf } from "./camera.js";

/** Red, green, blue and opacity, each 0 to 1. */
export type Colour = readonly [number, number, number, number];

/** As many as the shader has room for. */
export const kMaxColours = 16;

export interface Points {
  x: Uint16Array;
  y: Uint16Array;
  /** By point, its position among the colours. */
  colours: Uint8Array;
}

const kVertexShader = `#version 300 es
layout(location = 0) in float x;
layout(location = 1) in float y;
layout(location = 2) in float colourNumber;
uniform vec2 centre;
uniform vec2 scale;
uniform float size;
uniform vec4 colours[${kMaxColours}];
out vec4 colour;
void main() {
  vec2 offset = (vec2(x, y) - centre) * scale;
  // What has no place is put where nothing is drawn.
  gl_Position = x == 0.0 ? vec4(2.0, 2.0, 2.0, 1.0) : vec4(offset.x, -offset.y, 0.0, 1.0);
  gl_PointSize = size;
  colour = colours[int(colourNumber)];
}`;

const kFragmentShader = `#version 300 es
precision highp float;
uniform float size;
in vec4 colour;
out vec4 result;
void main() {
  float radius = length(gl_PointCoord - 0.5) * size;
  float alpha = colour.a * clamp(size * 0.5 - radius + 0.5, 0.0, 1.0);
  result = vec4(colour.rgb * alpha, alpha);
}`;

/** Lives until its context is lost; then a new one is made of the same canvas. */
export class PointsLayer {
  private readonly gl: WebGL2RenderingContext;
  private readonly uniforms: Record<"centre" | "scale" | "size" | "colours", WebGLUniformLocation>;
  private numPoints = 0;
  private colours: Float32Array = new Float32Array();

  /** Null where the browser draws no WebGL 2. */
  static on(canvas: HTMLCanvasElement): PointsLayer | null {
    const gl = canvas.getContext("webgl2", {
      alpha: true,
      antialias: false,
      depth: false,
      powerPreference: "high-performance",
    });
    if (!gl) return null;
    const program = linked(gl);
    return program && new PointsLayer(gl, program);
  }

  private constructor(gl: WebGL2RenderingContext, program: WebGLProgram) {
    this.gl = gl;
    gl.useProgram(program);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    const uniform = (name: string) => gl.getUniformLocation(program, name) as WebGLUniformLocation;
    this.uniforms = {
      centre: uniform("centre"),
      scale: uniform("scale"),
      size: uniform("size"),
      colours: uniform("colours"),
    };
  }

  /** The last points are drawn first: the most popular ones, at the beginning, lie on top. */
  show({ x, y, colours }: Points): void {
    this.numPoints = x.length;
    const { gl } = this;
    const backwards = <T extends Uint16Array | Uint8Array>(values: T) => values.slice().reverse();
    this.attribute(0, backwards(x), gl.UNSIGNED_SHORT, true);
    this.attribute(1, backwards(y), gl.UNSIGNED_SHORT, true);
    this.attribute(2, backwards(colours), gl.UNSIGNED_BYTE, false);
  }

  paint(colours: readonly Colour[]): void {
    const padded = [...colours, ...Array<Colour>(kMaxColours).fill([0, 0, 0, 0])];
    this.colours = Float32Array.from(padded.slice(0, kMaxColours).flat());
  }

  /** `ratio`: device pixels a CSS pixel. `pointSize`: in CSS pixels. */
  draw(camera: Camera, size: Size, ratio: number, pointSize: number): void {
    const { gl, uniforms } = this;
    const { canvas } = gl;
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const scale = scaleOf(camera.zoom, size);
    gl.uniform2f(uniforms.centre, camera.x, camera.y);
    gl.uniform2f(uniforms.scale, (2 * scale) / size.width, (2 * scale) / size.height);
    gl.uniform1f(uniforms.size, pointSize * ratio);
    gl.uniform4fv(uniforms.colours, this.colours);
    gl.drawArrays(gl.POINTS, 0, this.numPoints);
  }

  /** What draws, as the browser names it. */
  get renderer(): string {
    const { gl } = this;
    const names = gl.getExtension("WEBGL_debug_renderer_info");
    return String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  }

  private attribute(
    location: number,
    values: Uint16Array | Uint8Array,
    type: number,
    isNormalised: boolean,
  ): void {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, 1, type, isNormalised, 0, 0);
  }
}

/** Null where the driver refuses the shaders, or has just lost the context. */
function linked(gl: WebGL2RenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  if (!program) return null;
  for (const [type, source] of [
    [gl.VERTEX_SHADER, kVertexShader],
    [gl.FRAGMENT_SHADER, kFragmentShader],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
}
