//! Languages with braces and the comments of C.

use super::super::grammar::*;

const C_WORDS: &str = "auto break case const continue default do else enum extern for goto if inline register restrict return sizeof static struct switch typedef union volatile while _Alignas _Alignof _Atomic _Generic _Noreturn _Static_assert _Thread_local alignas alignof constexpr nullptr static_assert thread_local typeof";
const C_TYPES: &str = "void char short int long float double signed unsigned bool _Bool _Complex size_t ssize_t ptrdiff_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t intptr_t uintptr_t wchar_t char8_t char16_t char32_t FILE";
const JS_WORDS: &str = "as async await break case catch class const continue debugger default delete do else export extends finally for from function get if import in instanceof let new of return set static super switch this throw try typeof var void while with yield";
const JS_NAMES: &str = "Array ArrayBuffer BigInt Boolean console Date decodeURIComponent document encodeURIComponent Error fetch globalThis isFinite isNaN JSON Map Math module Number Object parseFloat parseInt process Promise Proxy Reflect RegExp require Set String Symbol WeakMap window";
const JS_STRINGS: &[Quote] = &[DOUBLE, SINGLE, BACKTICK];
const GPU_TYPES: &str = "void bool int uint float double half vec2 vec3 vec4 ivec2 ivec3 ivec4 uvec2 uvec3 uvec4 bvec2 bvec3 bvec4 mat2 mat3 mat4 sampler2D sampler3D samplerCube float2 float3 float4 float4x4 int2 int3 int4 Texture2D SamplerState i32 u32 f32 f16 vec2f vec3f vec4f mat4x4 mat3x3 array texture_2d sampler ptr atomic";

pub(super) const GRAMMARS: &[Grammar] = &[
    Grammar {
        names: "c h",
        keywords: C_WORDS,
        types: C_TYPES,
        constants: "true false NULL",
        habits: PREPROCESSOR,
        ..CURLY
    },
    Grammar {
        names: "cpp c++ cc cxx hpp hxx cuda cu arduino ino",
        keywords: "alignas alignof and asm auto break case catch class co_await co_return co_yield concept const const_cast consteval constexpr constinit continue decltype default delete do dynamic_cast else enum explicit export extern final for friend goto if import inline module mutable namespace new noexcept not operator or override private protected public register reinterpret_cast requires return sizeof static static_assert static_cast struct switch template this thread_local throw try typedef typeid typename union using virtual volatile while __global__ __device__ __shared__",
        types: C_TYPES,
        constants: "true false NULL nullptr",
        builtins: "std string vector map set unique_ptr shared_ptr optional variant cout cin cerr endl",
        strings: &[Quote { open: "R\"(", close: ")\"", rules: LINES }, DOUBLE, LETTER],
        habits: PREPROCESSOR,
        ..CURLY
    },
    Grammar {
        names: "objective-c objectivec objc m mm",
        keywords: C_WORDS,
        types: "void char short int long float double signed unsigned BOOL id instancetype SEL Class NSInteger NSUInteger CGFloat NSString NSArray NSDictionary NSNumber NSObject",
        constants: "YES NO nil Nil NULL self super true false",
        habits: PREPROCESSOR | DECORATORS,
        ..CURLY
    },
    Grammar {
        names: "csharp c# cs",
        keywords: "abstract as async await base break case catch checked class const continue default delegate do else enum event explicit extern finally fixed for foreach from get global goto if implicit in init interface internal is join let lock namespace new operator orderby out override params partial private protected public readonly record ref required return sealed select set sizeof stackalloc static struct switch this throw try typeof unchecked unsafe using value var virtual volatile when where while with yield",
        types: "bool byte char decimal double dynamic float int long nint nuint object sbyte short string uint ulong ushort void",
        strings: &[
            Quote { open: "$\"\"\"", close: "\"\"\"", rules: LINES },
            TRIPLE_DOUBLE,
            Quote { open: "@\"", close: "\"", rules: DOUBLED | LINES },
            Quote { open: "$\"", close: "\"", rules: ESCAPES },
            DOUBLE,
            LETTER,
        ],
        habits: PREPROCESSOR | CAPITALS,
        ..CURLY
    },
    Grammar {
        names: "java",
        keywords: "abstract assert break case catch class const continue default do else enum exports extends final finally for goto if implements import instanceof interface module native new non-sealed opens package permits private protected provides public record requires return sealed static strictfp super switch synchronized this throw throws to transient transitive try uses var volatile while with yield",
        types: "boolean byte char double float int long short void String Object Integer Long List Map Set Optional",
        strings: &[TRIPLE_DOUBLE, DOUBLE, LETTER],
        habits: DECORATORS | CAPITALS,
        ..CURLY
    },
    Grammar {
        names: "javascript js jsx mjs cjs node",
        keywords: JS_WORDS,
        constants: "true false null undefined NaN Infinity",
        builtins: JS_NAMES,
        strings: JS_STRINGS,
        habits: PATTERNS | DECORATORS | CAPITALS,
        ..CURLY
    },
    Grammar {
        names: "typescript ts tsx mts cts",
        keywords: "abstract accessor as asserts async await break case catch class const continue debugger declare default delete do else enum export extends finally for from function get if implements import in infer instanceof interface is keyof let module namespace new of out override private protected public readonly return satisfies set static super switch this throw try type typeof unique using var void while with yield",
        types: "any bigint boolean never number object string symbol unknown void",
        constants: "true false null undefined NaN Infinity",
        builtins: JS_NAMES,
        strings: JS_STRINGS,
        habits: PATTERNS | DECORATORS | CAPITALS,
        ..CURLY
    },
    Grammar {
        names: "go golang",
        keywords: "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var",
        types: "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr",
        constants: "true false nil iota",
        builtins: "append cap clear close complex copy delete imag len make max min new panic print println real recover",
        strings: &[Quote { open: "`", close: "`", rules: LINES }, DOUBLE, LETTER],
        habits: 0,
        ..CURLY
    },
    Grammar {
        names: "rust rs",
        keywords: "as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut pub ref return self static struct super trait type union unsafe use where while yield macro_rules",
        types: "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize Self String Vec Option Result Box Rc Arc HashMap BTreeMap",
        constants: "true false None Some Ok Err",
        strings: &[
            Quote { open: "r##\"", close: "\"##", rules: LINES },
            Quote { open: "r#\"", close: "\"#", rules: LINES },
            Quote { open: "r\"", close: "\"", rules: LINES },
            Quote { open: "b\"", close: "\"", rules: ESCAPES | LINES },
            DOUBLE_LINES,
            LETTER,
        ],
        habits: NESTED | CAPITALS | MACROS,
        ..CURLY
    },
    Grammar {
        names: "swift",
        keywords: "actor any as associatedtype async await break case catch class continue convenience default defer deinit do else enum extension fallthrough fileprivate final for func get guard if import in indirect infix init inout internal is isolated lazy let mutating nonisolated open operator optional override postfix precedencegroup prefix private protocol public repeat required rethrows return self set some static struct subscript super switch throw throws try typealias unowned var weak where while",
        types: "Any AnyObject Array Bool Character Data Dictionary Double Float Int Int32 Int64 Optional Result Self Set String UInt Void",
        constants: "true false nil",
        strings: &[TRIPLE_DOUBLE, DOUBLE],
        habits: NESTED | DECORATORS | CAPITALS,
        ..CURLY
    },
    Grammar {
        names: "kotlin kt kts",
        keywords: "abstract actual annotation as break by catch class companion const constructor continue crossinline data do dynamic else enum expect external final finally for fun get if import in infix init inline inner interface internal is lateinit noinline object open operator out override package private protected public reified return sealed set super suspend tailrec this throw try typealias val value var vararg when where while",
        types: "Any Array Boolean Byte Char Double Float Int List Long Map Nothing Set Short String Unit",
        strings: &[TRIPLE_DOUBLE, DOUBLE, LETTER],
        habits: NESTED | DECORATORS | CAPITALS,
        ..CURLY
    },
    Grammar {
        names: "scala sc",
        keywords: "abstract case catch class def derives do else end enum export extends extension final finally for forSome given if implicit import infix inline lazy match new object opaque open override package private protected return sealed super then this throw trait transparent try type using val var while with yield",
        types: "Any AnyRef Array Boolean Byte Char Double Float Int List Long Map Nothing Option Seq Set Short String Unit",
        strings: &[TRIPLE_DOUBLE, DOUBLE, LETTER],
        habits: NESTED | DECORATORS | CAPITALS,
        ..CURLY
    },
    Grammar {
        names: "dart",
        keywords: "abstract as assert async await base break case catch class const continue covariant default deferred do else enum export extends extension external factory final finally for get hide if implements import in interface is late library mixin new on operator part required rethrow return sealed set show static super switch sync this throw try typedef var when while with yield",
        types: "bool double dynamic Function Future int Iterable List Map Never num Object Set Stream String void",
        strings: &[TRIPLE_DOUBLE, TRIPLE_SINGLE, DOUBLE, SINGLE],
        habits: DECORATORS | CAPITALS,
        ..CURLY
    },
    Grammar {
        names: "php php3 php4 php5",
        keywords: "abstract and as break callable case catch class clone const continue declare default do echo else elseif enddeclare endfor endforeach endif endswitch endwhile enum extends final finally fn for foreach from function global goto if implements include include_once instanceof insteadof interface isset list match namespace new or print private protected public readonly require require_once return static switch throw trait try unset use var while xor yield",
        types: "array bool float int iterable mixed never object self string void",
        constants: "true false null TRUE FALSE NULL PHP_EOL __CLASS__ __DIR__ __FILE__ __LINE__",
        comments: &["//", "#"],
        strings: &[DOUBLE_LINES, SINGLE_LINES],
        habits: VARIABLES | CAPITALS,
        ..CURLY
    },
    Grammar {
        names: "groovy gradle jenkinsfile",
        keywords: "abstract as assert break case catch class const continue def default do else enum extends final finally for goto if implements import in instanceof interface native new package private protected public return static super switch synchronized this throw throws trait transient try var volatile while pipeline stage stages steps agent post environment",
        types: "boolean byte char double float int long short void String List Map",
        strings: &[TRIPLE_DOUBLE, TRIPLE_SINGLE, DOUBLE, SINGLE],
        habits: DECORATORS | CAPITALS,
        ..CURLY
    },
    Grammar {
        names: "d dlang",
        keywords: "abstract alias align asm assert auto body break case cast catch class const continue debug default delegate deprecated do else enum export extern final finally for foreach foreach_reverse function goto if immutable import in inout interface invariant is lazy mixin module new nothrow out override package pragma private protected public pure ref return scope shared static struct super switch synchronized template this throw try typeof union unittest version while with",
        types: "bool byte char dchar double float int long real short string ubyte uint ulong ushort void wchar size_t",
        strings: &[Quote { open: "`", close: "`", rules: LINES }, DOUBLE_LINES, LETTER],
        habits: NESTED | DECORATORS | CAPITALS,
        ..CURLY
    },
    Grammar {
        names: "zig",
        keywords: "align allowzero and anyframe anytype asm async await break callconv catch comptime const continue defer else enum errdefer error export extern fn for if inline linksection noalias noinline nosuspend opaque or orelse packed pub resume return struct suspend switch test threadlocal try union unreachable usingnamespace var volatile while",
        types: "anyerror anyopaque bool c_int comptime_float comptime_int f16 f32 f64 i8 i16 i32 i64 i128 isize noreturn type u8 u16 u32 u64 u128 usize void",
        constants: "true false null undefined",
        blocks: &[],
        habits: DECORATORS | CAPITALS,
        ..CURLY
    },
    Grammar {
        names: "vala",
        keywords: "abstract as async base break case catch class const construct continue default delegate delete do dynamic else ensures enum errordomain extern finally for foreach get if in inline interface internal is lock namespace new out override owned params private protected public ref requires return set signal sizeof static struct switch this throw throws try typeof unowned using var virtual void weak while yield",
        types: "bool char double float int int32 int64 long string uint uint8 uint32 uint64 unichar",
        strings: &[TRIPLE_DOUBLE, DOUBLE, LETTER],
        ..CURLY
    },
    Grammar {
        names: "solidity sol",
        keywords: "abstract anonymous as assembly break calldata catch constant constructor continue contract do else emit enum error event external fallback for function if immutable import indexed interface internal is library mapping memory modifier new override payable pragma private public pure receive return returns revert storage struct super this throw try type unchecked using view virtual while",
        types: "address bool bytes bytes4 bytes32 int int256 string uint uint8 uint128 uint256",
        strings: &[DOUBLE, SINGLE],
        ..CURLY
    },
    Grammar {
        names: "protobuf proto protocol-buffer",
        keywords: "enum extend extensions import map max message oneof option optional package public repeated required reserved returns rpc service stream syntax to weak",
        types: "bool bytes double fixed32 fixed64 float int32 int64 sfixed32 sfixed64 sint32 sint64 string uint32 uint64",
        ..CURLY
    },
    Grammar {
        names: "graphql gql",
        keywords: "directive enum extend fragment implements input interface mutation on query repeatable scalar schema subscription type union",
        types: "Boolean Float ID Int String",
        comments: &["#"],
        blocks: &[],
        strings: &[TRIPLE_DOUBLE, DOUBLE],
        habits: DECORATORS | VARIABLES | COLON_KEYS | CAPITALS,
        ..CURLY
    },
    Grammar {
        names: "glsl hlsl wgsl shader frag vert metal",
        keywords: "attribute break buffer case cbuffer centroid const continue default discard do else enable flat fn for highp if in inout invariant layout let loop lowp mediump out override precision register return shared smooth struct switch uniform var varying while workgroup",
        types: GPU_TYPES,
        habits: PREPROCESSOR | DECORATORS,
        ..CURLY
    },
    Grammar {
        names: "verilog systemverilog sv v",
        keywords: "always always_comb always_ff always_latch assert assign assume automatic begin case casex casez class clocking const constraint covergroup default defparam disable else end endcase endclass endfunction endgenerate endinterface endmodule endpackage endtask enum extends final for foreach forever fork function generate genvar if import initial inout input interface join localparam logic module negedge new output package parameter posedge property repeat return rand sequence struct task typedef unique virtual wait while",
        types: "bit byte integer int longint real realtime reg shortint signed string supply0 supply1 time tri unsigned wire",
        strings: &[DOUBLE],
        habits: VARIABLES,
        ..CURLY
    },
    Grammar {
        names: "haxe hx actionscript as3",
        keywords: "abstract break case cast catch class continue default do dynamic else enum extends extern final for function if implements import in inline interface internal macro new override package private public return static super switch this throw try typedef untyped using var while",
        types: "Array Bool Boolean Dynamic Float Int Null Number Object String Void int uint void",
        strings: &[DOUBLE_LINES, SINGLE_LINES],
        habits: DECORATORS | CAPITALS,
        ..CURLY
    },
    Grammar {
        names: "typst typ",
        keywords: "and as auto break context continue else for if import in include let not or return set show while",
        constants: "true false none auto",
        strings: &[DOUBLE_LINES, BACKTICK],
        habits: DASHES | COLON_KEYS,
        ..CURLY
    },
];
