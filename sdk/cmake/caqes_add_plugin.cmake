# caqes_add_plugin(<name> MANIFEST manifest.json [SOURCES plugin.c...] [CASES dir] [OUTPUT_DIRECTORY dir])
#
# Builds caqes-<name>.so (target plugin-<name>) from a manifest, and from C sources when data is not enough. The
# manifest is checked, embedded in section .caqes_manifest, and made into <name>_manifest.h, which the sources
# include ("-" and "." of the name become "_"). CASES is kept for the rule cases of the plugin.
#
# The shared object exports caqes_plugin and nothing else, needs libc at most, and is the same bytes wherever it
# is built. Works inside caqes and from an installed package.
set_property(GLOBAL PROPERTY CAQES_PLUGIN_EXPORTS ${CMAKE_CURRENT_LIST_DIR}/exports.map)

function(caqes_add_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "MANIFEST;CASES;OUTPUT_DIRECTORY" "SOURCES")
  if(NOT arg_MANIFEST OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "caqes_add_plugin(${name}): write MANIFEST manifest.json, then SOURCES if there is code")
  endif()
  if(NOT name MATCHES "^[A-Za-z0-9_.-]+$")
    message(FATAL_ERROR "caqes_add_plugin(${name}): a name has letters, digits, \"_\", \".\" and \"-\" only")
  endif()
  get_filename_component(manifest ${arg_MANIFEST} ABSOLUTE)
  string(REGEX REPLACE "[.-]" "_" stem ${name})
  get_property(exports GLOBAL PROPERTY CAQES_PLUGIN_EXPORTS)
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/plugin-${name})
  file(MAKE_DIRECTORY ${generated})
  add_custom_command(
    OUTPUT ${generated}/${stem}_manifest.h ${generated}/${stem}_plugin.c
    COMMAND caqes::manifest ${manifest} --name ${name} --out ${generated}
    DEPENDS ${manifest} caqes::manifest
    COMMENT "Checking ${arg_MANIFEST} of plugin ${name}" VERBATIM)

  set(sources ${arg_SOURCES})
  if(NOT sources)
    set(sources ${generated}/${stem}_plugin.c)
  endif()
  add_library(plugin-${name} MODULE ${sources} ${generated}/${stem}_manifest.h)
  set_target_properties(plugin-${name} PROPERTIES
    PREFIX "" OUTPUT_NAME caqes-${name} SUFFIX .so
    C_STANDARD 11 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF C_VISIBILITY_PRESET hidden
    LINK_DEPENDS ${exports})
  if(arg_OUTPUT_DIRECTORY)
    set_target_properties(plugin-${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${arg_OUTPUT_DIRECTORY})
  endif()
  if(arg_CASES)
    get_filename_component(cases ${arg_CASES} ABSOLUTE)
    set_target_properties(plugin-${name} PROPERTIES CAQES_CASES ${cases})
  endif()
  target_include_directories(plugin-${name} PRIVATE ${generated})
  target_link_libraries(plugin-${name} PRIVATE caqes::sdk)

  # Same bytes wherever the folders are.
  target_compile_options(plugin-${name} PRIVATE
    -ffile-prefix-map=${generated}=generated -ffile-prefix-map=${CMAKE_CURRENT_SOURCE_DIR}=.
    -ffile-prefix-map=${CMAKE_BINARY_DIR}=build)
  # No start files: nothing of the toolchain runs when the plugin is loaded. "-z defs": a missing function is an
  # error of the build, not of the evaluation.
  target_link_options(plugin-${name} PRIVATE -nostartfiles -Wl,--version-script=${exports}
    -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed)
  if(NOT CAQES_SANITIZE) # clang leaves the sanitizers' functions to the program
    target_link_options(plugin-${name} PRIVATE -Wl,-z,defs)
  endif()
endfunction()
