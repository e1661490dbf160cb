# Flags of every target of this project, carried by one interface library.
add_library(caqes-flags INTERFACE)
target_compile_options(caqes-flags INTERFACE
  -Wall -Wextra -Wformat=2 -Wshadow -Wvla -Wdouble-promotion -Wconversion
  $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes;-Wmissing-prototypes>
  $<$<AND:$<COMPILE_LANGUAGE:C>,$<C_COMPILER_ID:GNU>>:-Wduplicated-cond;-Wlogical-op>
  -fstack-protector-strong -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)
if(CAQES_WERROR)
  target_compile_options(caqes-flags INTERFACE -Werror)
endif()
if(CAQES_SANITIZE)
  target_compile_options(caqes-flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(caqes-flags INTERFACE -fsanitize=address,undefined)
endif()
if(CAQES_COVERAGE)
  target_compile_options(caqes-flags INTERFACE --coverage)
  target_link_options(caqes-flags INTERFACE --coverage)
endif()
